package io.portreeve.benchmarks.guest;

import java.util.List;
import java.util.Map;

/** What an agent's threads are there for, by the beginnings of their names. */
final class AgentThreads {
    private static final Map<String, List<String>> GROUPS = Map.of(
            "compiler", List.of("C1 ", "C2 "),
            "garbage", List.of("VM Thread", "GC "),
            "virtualMachine",
                    List.of(
                            "VM Periodic",
                            "Monitor",
                            "Service",
                            "Sweeper",
                            "Signal",
                            "Common-Cleaner",
                            "Finalizer",
                            "Reference",
                            "Notification"),
            "readings", List.of("collect"),
            "link", List.of("link", "HttpClient", "CompletableF"),
            "engine", List.of("containers", "engine-", "docker-java"),
            "spool", List.of("spool"),
            "logs", List.of("logs", "log-", "tail-"));

    private AgentThreads() {}

    static String group(String thread) {
        return GROUPS.entrySet().stream()
                .filter(group -> group.getValue().stream().anyMatch(thread::startsWith))
                .map(Map.Entry::getKey)
                .findFirst()
                .orElse("others");
    }
}
