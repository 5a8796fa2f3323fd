package io.portreeve.cloud.logs.control;

import io.portreeve.cloud.fleet.ContainerId;
import io.portreeve.cloud.logs.LiveTail;
import io.portreeve.cloud.platform.OrganizationId;
import io.portreeve.cloud.platform.boundary.Redis;
import jakarta.annotation.PostConstruct;
import jakarta.annotation.PreDestroy;
import jakarta.annotation.Resource;
import jakarta.enterprise.concurrent.ManagedThreadFactory;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.logging.Level;
import java.util.logging.Logger;

/** Tells all nodes what is written in logs that somebody watches, on one thread; without Redis it is left out. */
@ApplicationScoped
public class TailPublisher {
    private static final Logger LOG = Logger.getLogger(TailPublisher.class.getName());

    @Inject
    Redis redis;

    @Resource
    ManagedThreadFactory threads;

    private final TailQueue queue = new TailQueue();
    private volatile boolean stopped;
    private Thread thread;

    @PostConstruct
    void start() {
        thread = threads.newThread(this::publishForEver);
        thread.setName("portreeve-tails");
        thread.start();
    }

    @PreDestroy
    void stop() {
        stopped = true;
        thread.interrupt();
    }

    /** Never blocks, and may be left out, which is counted. */
    public void share(LiveTail tail) {
        queue.offer(tail);
    }

    public static String topic(OrganizationId organization, ContainerId container) {
        return "tails:" + organization + ":" + container;
    }

    private void publishForEver() {
        while (!stopped) {
            try {
                LiveTail next = queue.take();
                redis.publish(topic(next.organization(), next.container()), LogJson.write(next));
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return;
            } catch (RuntimeException e) {
                LOG.log(Level.SEVERE, "what is written could not be told", e);
            }
        }
    }
}
