package io.portreeve.benchmarks.store;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.List;
import java.util.UUID;
import org.postgresql.PGConnection;

/** The numbers of many rows in one array that the statement cuts up again, since arrays of arrays must be even. */
final class FlatArrays {
    private final List<Minute> minutes;
    private final Integer[] begins;
    private float[] numbers = new float[4_096];
    private int count;
    private int row;

    FlatArrays(List<Minute> minutes) {
        this.minutes = minutes;
        begins = new Integer[minutes.size()];
    }

    /** The next row. */
    void begin() {
        begins[row++] = count + 1;
    }

    void add(double number) {
        if (count == numbers.length) {
            numbers = Arrays.copyOf(numbers, count * 2);
        }
        numbers[count++] = (float) number;
    }

    /** Parameters: organization, ids, times, where each row begins, how many readings it has, the numbers. */
    void insert(Connection connection, String sql, UUID organization) throws SQLException {
        try (PreparedStatement insert = connection.prepareStatement(sql)) {
            insert.setObject(1, organization);
            bindRows(insert, 2);
            bindNumbers(insert, 6);
            insert.executeUpdate();
        }
    }

    void bindRows(PreparedStatement insert, int first) throws SQLException {
        Connection connection = insert.getConnection();
        Object[] ids = minutes.stream().map(Minute::container).toArray();
        Object[] times =
                minutes.stream().map(minute -> minute.start().toString()).toArray();
        Object[] readings = minutes.stream().map(Minute::readings).toArray();
        insert.setArray(first, connection.createArrayOf("uuid", ids));
        insert.setArray(first + 1, connection.createArrayOf("timestamptz", times));
        insert.setArray(first + 2, connection.createArrayOf("int4", begins));
        insert.setArray(first + 3, connection.createArrayOf("int4", readings));
    }

    void bindNumbers(PreparedStatement insert, int index) throws SQLException {
        PGConnection connection = insert.getConnection().unwrap(PGConnection.class);
        insert.setArray(index, connection.createArrayOf("float4", Arrays.copyOf(numbers, count)));
    }
}
