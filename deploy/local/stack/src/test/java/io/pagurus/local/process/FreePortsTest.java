package io.pagurus.local.process;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class FreePortsTest {

    @Test
    void portsAreFreeDifferentAndNotThoseOfClients() {
        // When
        List<Integer> ports = FreePorts.find(40);

        // Then
        assertThat(ports)
                .hasSize(40)
                .doesNotHaveDuplicates()
                .allSatisfy(port ->
                        assertThat(port)
                                .isBetween(FreePorts.FIRST, FreePorts.LAST)
                                .matches(FreePorts::isFree));
    }
}
