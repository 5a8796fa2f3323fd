package io.portreeve.agent.config;

import java.nio.file.Path;
import java.util.Optional;

/**
 * What proves to a gateway in front of the cloud that this machine may speak to it.
 *
 * @param file PEM, the machine's certificate first and those that vouch for it after; or PKCS#12
 * @param key PEM, PKCS#8; absent with PKCS#12
 * @param password of the PKCS#12 file
 */
public record ClientCertificate(Path file, Optional<Path> key, Optional<Secret> password) {}
