package io.portreeve.contract.codec;

import com.fasterxml.jackson.annotation.JsonFormat;
import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonPropertyOrder;
import com.fasterxml.jackson.annotation.JsonSetter;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import com.fasterxml.jackson.annotation.JsonValue;
import com.fasterxml.jackson.annotation.Nulls;
import com.fasterxml.jackson.core.JsonFactoryBuilder;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.exc.InvalidTypeIdException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.jsontype.NamedType;
import com.fasterxml.jackson.datatype.jdk8.Jdk8Module;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import io.portreeve.contract.action.ActionKind;
import io.portreeve.contract.action.ActionResult;
import io.portreeve.contract.action.ActionStep;
import io.portreeve.contract.action.ContainerAction;
import io.portreeve.contract.action.HostAction;
import io.portreeve.contract.action.ProjectVerb;
import io.portreeve.contract.action.PruneKind;
import io.portreeve.contract.action.StepOutcome;
import io.portreeve.contract.message.Acknowledged;
import io.portreeve.contract.message.ActionAccepted;
import io.portreeve.contract.message.ActionAcknowledged;
import io.portreeve.contract.message.ActionOutcome;
import io.portreeve.contract.message.ActionRequested;
import io.portreeve.contract.message.AgentMessage;
import io.portreeve.contract.message.AgentStatus;
import io.portreeve.contract.message.CloudMessage;
import io.portreeve.contract.message.EventsBatch;
import io.portreeve.contract.message.Heartbeat;
import io.portreeve.contract.message.Hello;
import io.portreeve.contract.message.HostActionRequested;
import io.portreeve.contract.message.HostMetrics;
import io.portreeve.contract.message.Interfaces;
import io.portreeve.contract.message.Inventory;
import io.portreeve.contract.message.LiveLease;
import io.portreeve.contract.message.LiveLogs;
import io.portreeve.contract.message.LiveMetrics;
import io.portreeve.contract.message.LogLease;
import io.portreeve.contract.message.LogWishes;
import io.portreeve.contract.message.LogsBatch;
import io.portreeve.contract.message.MetricsBatch;
import io.portreeve.contract.message.Problem;
import io.portreeve.contract.message.Refused;
import io.portreeve.contract.message.Welcome;
import io.portreeve.contract.protocol.Limits;
import io.portreeve.contract.sample.InterfaceCounters;
import java.io.IOException;
import java.util.List;
import java.util.Set;

/**
 * Messages as UTF-8 JSON objects whose {@code type} names one of an explicit list. Instants are milliseconds since the
 * epoch, durations milliseconds. Unknown fields are ignored; a missing one, a wrong form or a broken invariant makes
 * the message malformed. Safe for use by many threads.
 */
public final class MessageCodec {
    private static final int DEEPEST = 16;

    private final JsonMapper mapper = JsonMapper.builder(new JsonFactoryBuilder()
                    .streamReadConstraints(StreamReadConstraints.builder()
                            .maxNestingDepth(DEEPEST)
                            .maxStringLength(Math.max(Limits.OUTPUT_LENGTH, Limits.LOG_LINE_LENGTH))
                            .maxDocumentLength(Limits.MESSAGE_BYTES)
                            .build())
                    .disable(StreamReadFeature.INCLUDE_SOURCE_IN_LOCATION)
                    .build())
            .addModules(
                    new Jdk8Module(), new JavaTimeModule(), new StreamNames(), new OutcomeNames(), new MetricsColumns())
            .disable(DeserializationFeature.READ_DATE_TIMESTAMPS_AS_NANOSECONDS)
            .disable(SerializationFeature.WRITE_DATE_TIMESTAMPS_AS_NANOSECONDS)
            .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .enable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES)
            .enable(DeserializationFeature.FAIL_ON_NULL_CREATOR_PROPERTIES)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .enable(SerializationFeature.WRITE_DURATIONS_AS_TIMESTAMPS)
            .defaultPropertyInclusion(
                    JsonInclude.Value.construct(JsonInclude.Include.NON_ABSENT, JsonInclude.Include.NON_ABSENT))
            .addMixIn(AgentMessage.class, TypedByName.class)
            .addMixIn(CloudMessage.class, TypedByName.class)
            .addMixIn(ContainerAction.class, OfNamedKind.class)
            .addMixIn(HostAction.class, OfNamedKind.class)
            .addMixIn(ActionResult.class, StepsMayBeMissing.class)
            .addMixIn(PruneKind.class, ByWireName.class)
            .addMixIn(ProjectVerb.class, ByWireName.class)
            .addMixIn(StepOutcome.class, ByWireName.class)
            .addMixIn(InterfaceCounters.class, AsRow.class)
            .addMixIn(Welcome.class, UnderstoodMayBeMissing.class)
            .build();

    public MessageCodec() {
        mapper.registerSubtypes(
                new NamedType(Hello.class, "HELLO"),
                new NamedType(Inventory.class, "INVENTORY"),
                new NamedType(MetricsBatch.class, "METRICS"),
                new NamedType(LiveMetrics.class, "LIVE"),
                new NamedType(EventsBatch.class, "EVENTS"),
                new NamedType(HostMetrics.class, "HOST_METRICS"),
                new NamedType(LogsBatch.class, "LOGS"),
                new NamedType(LiveLogs.class, "LIVE_LOGS"),
                new NamedType(AgentStatus.class, "STATUS"),
                new NamedType(Interfaces.class, "INTERFACES"),
                new NamedType(Heartbeat.class, "HEARTBEAT"),
                new NamedType(Welcome.class, "WELCOME"),
                new NamedType(Acknowledged.class, "ACK"),
                new NamedType(Refused.class, "REFUSED"),
                new NamedType(Problem.class, "PROBLEM"),
                new NamedType(LiveLease.class, "LIVE_LEASE"),
                new NamedType(LogLease.class, "LOG_LEASE"),
                new NamedType(LogWishes.class, "LOG_WISHES"),
                new NamedType(ActionRequested.class, "ACTION"),
                new NamedType(HostActionRequested.class, "HOST_ACTION"),
                new NamedType(HostAction.PrunePlan.class, HostAction.PLAN),
                new NamedType(HostAction.Prune.class, HostAction.PRUNE),
                new NamedType(HostAction.Project.class, "project"),
                new NamedType(HostAction.UpdateAgent.class, HostAction.UPDATE_AGENT),
                new NamedType(ActionAccepted.class, "ACTION_ACCEPTED"),
                new NamedType(ActionOutcome.class, "ACTION_OUTCOME"),
                new NamedType(ActionAcknowledged.class, "ACTION_ACK"),
                new NamedType(ContainerAction.Start.class, ActionKind.START.wireName()),
                new NamedType(ContainerAction.Stop.class, ActionKind.STOP.wireName()),
                new NamedType(ContainerAction.Restart.class, ActionKind.RESTART.wireName()),
                new NamedType(ContainerAction.Kill.class, ActionKind.KILL.wireName()),
                new NamedType(ContainerAction.Pause.class, ActionKind.PAUSE.wireName()),
                new NamedType(ContainerAction.Unpause.class, ActionKind.UNPAUSE.wireName()),
                new NamedType(ContainerAction.Remove.class, ActionKind.REMOVE.wireName()),
                new NamedType(ContainerAction.Update.class, ActionKind.UPDATE.wireName()),
                new NamedType(ContainerAction.Exec.class, ActionKind.EXEC.wireName()));
    }

    public byte[] encode(AgentMessage message) {
        return write(message, AgentMessage.class);
    }

    public byte[] encode(CloudMessage message) {
        return write(message, CloudMessage.class);
    }

    /**
     * Reads what an agent said.
     *
     * @throws UnknownMessageException if the type is none that an agent sends
     * @throws MalformedMessageException if the bytes are no message
     */
    public AgentMessage decodeAgentMessage(byte[] json) {
        return json.length > Limits.MESSAGE_BYTES
                ? decodeOfAnyForm(json)
                : PlainMetrics.read(json).orElseGet(() -> decodeOfAnyForm(json));
    }

    /** The same, the long way. */
    AgentMessage decodeOfAnyForm(byte[] json) {
        return read(json, AgentMessage.class);
    }

    /**
     * Reads what the cloud said.
     *
     * @throws UnknownMessageException if the type is none that the cloud sends
     * @throws MalformedMessageException if the bytes are no message
     */
    public CloudMessage decodeCloudMessage(byte[] json) {
        return read(json, CloudMessage.class);
    }

    private <T> byte[] write(T message, Class<T> family) {
        try {
            return mapper.writerFor(family).writeValueAsBytes(message);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("cannot write " + message.getClass().getSimpleName(), e);
        }
    }

    private <T> T read(byte[] json, Class<T> family) {
        if (json.length > Limits.MESSAGE_BYTES) {
            throw MalformedMessageException.tooLarge("message", Limits.MESSAGE_BYTES);
        }
        try {
            T message = mapper.readValue(json, family);
            if (message == null) {
                throw new MalformedMessageException("not a message", null);
            }
            return message;
        } catch (InvalidTypeIdException e) {
            if (e.getTypeId() == null) {
                throw new MalformedMessageException("message without a type", e);
            }
            throw new UnknownMessageException(e.getTypeId());
        } catch (JsonProcessingException e) {
            throw new MalformedMessageException("not a message: " + e.getOriginalMessage(), e);
        } catch (IOException e) {
            throw new MalformedMessageException("not a message", e);
        }
    }

    @JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "type")
    private interface TypedByName {}

    @JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "kind")
    private interface OfNamedKind {}

    private interface ByWireName {
        @JsonValue
        String wireName();
    }

    /** Without names: there is one for each interface of each container. */
    @JsonFormat(shape = JsonFormat.Shape.ARRAY)
    @JsonIgnoreProperties(ignoreUnknown = true)
    @JsonPropertyOrder({
        "name",
        "receivedBytes",
        "receivedPackets",
        "receivedErrors",
        "receivedDrops",
        "sentBytes",
        "sentPackets",
        "sentErrors",
        "sentDrops"
    })
    private interface AsRow {}

    private interface StepsMayBeMissing {
        @JsonProperty
        @JsonInclude(JsonInclude.Include.NON_EMPTY)
        @JsonSetter(nulls = Nulls.AS_EMPTY)
        List<ActionStep> steps();
    }

    private interface UnderstoodMayBeMissing {
        @JsonProperty
        @JsonInclude(JsonInclude.Include.NON_EMPTY)
        @JsonSetter(nulls = Nulls.AS_EMPTY)
        Set<String> understood();
    }
}
