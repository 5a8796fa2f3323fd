package io.portreeve.cloud.api.health;

import java.util.function.Supplier;

/** The container asks for health on threads that do not know the application's classes, its database driver say. */
final class InApplication {
    private InApplication() {}

    static <T> T call(Supplier<T> check) {
        Thread thread = Thread.currentThread();
        ClassLoader before = thread.getContextClassLoader();
        thread.setContextClassLoader(InApplication.class.getClassLoader());
        try {
            return check.get();
        } finally {
            thread.setContextClassLoader(before);
        }
    }
}
