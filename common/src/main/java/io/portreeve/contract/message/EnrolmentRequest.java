package io.portreeve.contract.message;

/**
 * Body of {@code POST /agent/enrol}: trades an enrolment token for an identity. The private key never leaves the agent.
 *
 * @param token as the dashboard showed it
 * @param publicKey Ed25519, X.509 SubjectPublicKeyInfo, base64
 * @param hostName the name the host shall have in the dashboard
 */
public record EnrolmentRequest(String token, String publicKey, String hostName) {
    public EnrolmentRequest {
        Texts.bounded("token", token);
        Texts.bounded("publicKey", publicKey);
        Texts.bounded("hostName", hostName);
    }

    @Override
    public String toString() {
        return "EnrolmentRequest[hostName=" + hostName + ", token=redacted]";
    }
}
