package io.portreeve.cloud.telemetry.control;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.BatchUpdateException;
import java.sql.SQLException;
import org.junit.jupiter.api.Test;
import org.postgresql.util.PSQLException;
import org.postgresql.util.ServerErrorMessage;

class WriteFailureTest {
    @Test
    void rowWithoutAPartitionIsNoBadData() {
        SQLException failure = told("C23514\0Mno partition of relation \"container_samples\" found for row\0");
        assertThat(WriteFailure.of(failure)).isEqualTo(WriteFailure.OTHER);
        assertThat(WriteFailure.of(new BatchUpdateException("", "23514", 0, new int[0], failure)))
                .isEqualTo(WriteFailure.OTHER);
    }

    @Test
    void rowThatBreaksACheckIsBadData() {
        SQLException failure = told("C23514\0Mnew row violates check constraint\0nsamples_cpu_check\0");
        assertThat(WriteFailure.of(failure)).isEqualTo(WriteFailure.BAD_DATA);
        assertThat(WriteFailure.of(new BatchUpdateException("", "23514", 0, new int[0], failure)))
                .isEqualTo(WriteFailure.BAD_DATA);
        assertThat(WriteFailure.of(told("C23503\0Mno such container\0"))).isEqualTo(WriteFailure.BAD_DATA);
    }

    private static SQLException told(String fields) {
        return new PSQLException(new ServerErrorMessage(fields + "\0"));
    }
}
