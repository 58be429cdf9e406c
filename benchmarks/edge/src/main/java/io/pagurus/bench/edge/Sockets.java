package io.pagurus.bench.edge;

import io.pagurus.bench.edge.load.IdleSockets;
import io.pagurus.bench.edge.load.LoadLoop;
import io.pagurus.bench.edge.load.Window;
import io.pagurus.bench.edge.machine.Usage;
import io.pagurus.bench.edge.proxy.Proxy;

/**
 * Confined to one thread, which it blocks. What an idle WebSocket holds in a proxy that has served
 * nothing else: memory that was touched before would hide it.
 */
final class Sockets {

    private final LoadLoop loop;
    private final EdgeOptions.Sizes sizes;

    Sockets(LoadLoop loop, EdgeOptions.Sizes sizes) {
        this.loop = loop;
        this.sizes = sizes;
    }

    Figures measure(Proxy proxy) throws InterruptedException {
        Figures figures = new Figures();
        try (IdleSockets sockets = new IdleSockets(loop, proxy.port())) {
            var _ = sockets.openUpTo(sizes.fewSockets());
            Thread.sleep(sizes.quiet());
            Usage usage = proxy.usage();
            long few = usage.residentBytes();
            double cpu = usage.cpuMicros();
            double load = Usage.ownCpuMicros();
            Window opened = sockets.openUpTo(sizes.sockets());
            figures.add(opened, usage.cpuMicros() - cpu, Usage.ownCpuMicros() - load);
            Thread.sleep(sizes.quiet());
            figures.memory(few, usage.residentBytes(), sizes.sockets() - sizes.fewSockets());
        } catch (BenchFailure cannot) {
            figures.missing(String.valueOf(cannot.getMessage()));
        }
        return figures;
    }
}
