package io.portreeve.cloud.gateway;

import java.lang.reflect.Field;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;

/** Fields of the container's objects, by name, for what it offers no other way to. */
final class Internals {
    private record Place(Class<?> type, String name) {}

    private static final ConcurrentMap<Place, Field> FIELDS = new ConcurrentHashMap<>();

    private Internals() {}

    /** From field to field. */
    static Object get(Object owner, String... path) throws ReflectiveOperationException {
        Object at = owner;
        for (String name : path) {
            at = field(at, name).get(at);
            if (at == null) {
                throw new NoSuchFieldException(name + " is not set");
            }
        }
        return at;
    }

    static void set(Object owner, String name, Object value) throws ReflectiveOperationException {
        Field field = field(owner, name);
        if (field.get(owner) != value) {
            field.set(owner, value);
        }
    }

    private static Field field(Object owner, String name) throws NoSuchFieldException {
        Place place = new Place(owner.getClass(), name);
        Field known = FIELDS.get(place);
        if (known == null) {
            known = search(owner, name);
            FIELDS.put(place, known);
        }
        return known;
    }

    private static Field search(Object owner, String name) throws NoSuchFieldException {
        for (Class<?> type = owner.getClass(); type != null; type = type.getSuperclass()) {
            for (Field field : type.getDeclaredFields()) {
                if (field.getName().equals(name)) {
                    field.setAccessible(true);
                    return field;
                }
            }
        }
        throw new NoSuchFieldException(owner.getClass().getName() + "." + name);
    }
}
