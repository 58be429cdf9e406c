package io.pagurus.local.net;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.pagurus.local.process.FreePorts;
import io.pagurus.local.process.Patience;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class FaultProxyTest {

    private static final int MIB = 1024 * 1024;
    private static final Duration SOON = Duration.ofSeconds(10);

    private final EchoServer server = new EchoServer();
    private final FaultProxy proxy = FaultProxy.to(server.port());

    FaultProxyTest() throws IOException {}

    @AfterEach
    void close() {
        proxy.close();
        server.close();
    }

    @Test
    void bytesTakeTheDelayBothWaysAndAChangeHoldsForOpenConnections() throws Exception {
        try (Socket client = connect()) {
            // Given
            proxy.delay(Delay.of(Duration.ofMillis(250)));
            assertThat(millisOfEcho(client)).isGreaterThanOrEqualTo(500);

            // When
            proxy.delay(Direction.TO_CLIENT, Delay.NONE);

            // Then
            assertThat(millisOfEcho(client)).isBetween(250L, 499L);
        }
    }

    @Test
    void delayWithJitterLimitsNoThroughputAndKeepsTheOrder() throws Exception {
        // Given
        proxy.delay(new Delay(Duration.ofMillis(100), Duration.ofMillis(50)));
        byte[] sent = new byte[32 * MIB];
        new Random(7).nextBytes(sent);
        try (Socket client = connect()) {
            client.setSoTimeout(20_000);

            // When
            long began = System.nanoTime();
            var _ = Thread.ofVirtual().start(() -> write(client, sent));
            byte[] returned = client.getInputStream().readAllBytes();
            Duration took = Duration.ofNanos(System.nanoTime() - began);

            // Then
            assertThat(returned).isEqualTo(sent);
            // A sleep for each of its 512 pieces would take a minute.
            assertThat(took).isBetween(Duration.ofMillis(200), Duration.ofSeconds(10));
            assertThat(proxy.statistics().toServer()).isEqualTo(sent.length);
            assertThat(proxy.statistics().toClient()).isEqualTo(sent.length);
        }
    }

    @Test
    void nothingPassesABlackHoleAndAllOfItArrivesAfterwards() throws Exception {
        try (Socket client = connect()) {
            // Given
            var _ = millisOfEcho(client);
            proxy.hold();
            client.setSoTimeout(150);
            client.getOutputStream().write('x');
            assertThatThrownBy(() -> client.getInputStream().read())
                    .isInstanceOf(SocketTimeoutException.class);

            // When
            proxy.resume();

            // Then
            client.setSoTimeout(5_000);
            assertThat(client.getInputStream().read()).isEqualTo('x');
        }
    }

    @Test
    void oneDirectionCanBeABlackHole() throws Exception {
        try (Socket client = connect()) {
            // Given
            var _ = millisOfEcho(client);
            long before = proxy.statistics().toServer();

            // When
            proxy.hold(Direction.TO_CLIENT);
            client.getOutputStream().write('x');

            // Then
            assertThat(Patience.of(SOON).until(() -> proxy.statistics().toServer() == before + 1))
                    .isTrue();
            client.setSoTimeout(100);
            assertThatThrownBy(() -> client.getInputStream().read())
                    .isInstanceOf(SocketTimeoutException.class);
        }
    }

    @Test
    void connectionMadeIntoABlackHoleIsServedOnceItIsResumed() throws Exception {
        // Given
        proxy.hold();
        try (Socket client = connect()) {
            client.getOutputStream().write('x');
            client.setSoTimeout(100);
            assertThatThrownBy(() -> client.getInputStream().read())
                    .isInstanceOf(SocketTimeoutException.class);

            // When
            proxy.resume();

            // Then
            client.setSoTimeout(5_000);
            assertThat(client.getInputStream().read()).isEqualTo('x');
        }
    }

    @Test
    void cutResetsConnectionsAndRefusesNewOnesUntilItIsResumed() throws Exception {
        try (Socket client = connect()) {
            // Given
            var _ = millisOfEcho(client);

            // When
            proxy.cut();

            // Then
            assertThatThrownBy(() -> client.getInputStream().read())
                    .isInstanceOf(SocketException.class);
        }
        assertThatThrownBy(this::echoOnce).isInstanceOf(IOException.class);
        assertThat(proxy.statistics().refused()).isEqualTo(1);
        assertThat(Patience.of(SOON).until(() -> proxy.statistics().open() == 0)).isTrue();
        proxy.resume();
        assertThat(echoOnce()).isLessThan(5_000);
    }

    @Test
    void senderWaitsOnceTheLineIsFull() throws Exception {
        // Given
        try (FaultProxy small = FaultProxy.to(server.port(), 0, MIB);
                SocketChannel client = SocketChannel.open(address(small))) {
            byte[] one = "x".getBytes(StandardCharsets.US_ASCII);
            client.write(ByteBuffer.wrap(one));
            assertThat(client.read(ByteBuffer.allocate(1))).isEqualTo(1);
            small.hold();

            // When
            client.configureBlocking(false);
            ByteBuffer much = ByteBuffer.allocate(64 * MIB);
            boolean full =
                    new Patience(SOON, Duration.ofMillis(200))
                            .until(() -> written(client, much) == 0);

            // Then
            assertThat(full).isTrue();
            assertThat(much.hasRemaining()).isTrue();
            assertThat(small.statistics().waiting()).isBetween((long) MIB, MIB + 128L * 1024);
        }
    }

    @Test
    void endOfTheStreamTravelsToo() throws Exception {
        try (Socket client = connect()) {
            // Given
            client.getOutputStream().write("bye".getBytes(StandardCharsets.US_ASCII));
            client.setSoTimeout(5_000);

            // When
            client.shutdownOutput();

            // Then
            assertThat(client.getInputStream().readAllBytes()).asString().isEqualTo("bye");
            assertThat(Patience.of(SOON).until(() -> proxy.statistics().open() == 0)).isTrue();
        }
    }

    @Test
    void serverThatIsNotThereIsARefusal() throws Exception {
        // Given
        try (FaultProxy nowhere = FaultProxy.to(FreePorts.find(1).getFirst());
                Socket client = new Socket()) {
            client.setSoTimeout(5_000);
            client.connect(address(nowhere));

            // When / Then
            assertThatThrownBy(() -> client.getInputStream().read())
                    .isInstanceOf(SocketException.class);
        }
    }

    @Test
    void jitterFollowsItsSeed() {
        // Given
        Way one = new Way(5);
        Way other = new Way(5);
        Delay jitter = new Delay(Duration.ZERO, Duration.ofMillis(10));
        one.delay(jitter);
        other.delay(jitter);

        // When
        long drawn = one.nanos();

        // Then
        assertThat(drawn).isBetween(0L, 10_000_000L).isEqualTo(other.nanos());
    }

    private Socket connect() throws IOException {
        Socket client = new Socket();
        client.setTcpNoDelay(true);
        client.connect(address(proxy));
        return client;
    }

    private static InetSocketAddress address(FaultProxy proxy) {
        return new InetSocketAddress(InetAddress.getLoopbackAddress(), proxy.port());
    }

    private long echoOnce() throws IOException {
        try (Socket client = connect()) {
            return millisOfEcho(client);
        }
    }

    private static long millisOfEcho(Socket client) throws IOException {
        long began = System.nanoTime();
        client.getOutputStream().write('e');
        if (client.getInputStream().read() != 'e') {
            throw new IOException("no echo");
        }
        return (System.nanoTime() - began) / 1_000_000;
    }

    private static void write(Socket client, byte[] bytes) {
        try {
            client.getOutputStream().write(bytes);
            client.shutdownOutput();
        } catch (IOException notSent) {
            throw new UncheckedIOException(notSent);
        }
    }

    private static int written(SocketChannel client, ByteBuffer from) {
        try {
            return client.write(from);
        } catch (IOException notSent) {
            throw new UncheckedIOException(notSent);
        }
    }
}
