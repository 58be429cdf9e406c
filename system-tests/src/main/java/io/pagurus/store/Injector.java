package io.pagurus.store;

import io.pagurus.local.net.Delay;
import io.pagurus.local.net.FaultProxy;
import java.time.Duration;
import java.util.List;

/**
 * Thread-safe for one thread a lane; blocks. Does a fault to a rig, lets it last, and mends it;
 * returns once what was broken works again.
 */
final class Injector {

    private static final Duration IN_SYNC_LIMIT = Duration.ofSeconds(60);
    private static final Duration FAR = Duration.ofMillis(80);

    private final StoreRig rig;

    Injector(StoreRig rig) {
        this.rig = rig;
    }

    void inject(Injection fault) {
        switch (fault.kind().lane) {
            case INSTANCES -> instance(fault, rig.instance(fault.target()));
            case BROKERS -> broker(fault, fault.target());
            case REDIS -> redis(fault, rig.redis());
            case LINKS -> link(fault, fault.target());
        }
    }

    private void instance(Injection fault, Instance instance) {
        switch (fault.kind()) {
            case KILL_INSTANCE -> {
                instance.kill();
                Pauses.of(fault.hold());
                instance.start();
            }
            case PAUSE_INSTANCE -> {
                instance.pause();
                Pauses.of(fault.hold());
                instance.resume();
                instance.awaitReady();
            }
            case RESTART_INSTANCE -> {
                instance.stop();
                Pauses.of(fault.hold());
                instance.start();
            }
            case ADD_INSTANCE -> instance.start();
            case REMOVE_INSTANCE -> instance.leave();
            default -> throw new IllegalArgumentException(fault.toString());
        }
    }

    private void broker(Injection fault, int broker) {
        switch (fault.kind()) {
            case KILL_BROKER -> kill(broker, fault.hold());
            case PAUSE_BROKER -> {
                rig.brokers().pause(broker);
                Pauses.of(fault.hold());
                rig.brokers().resume(broker);
            }
            case PART_BROKER -> hold(rig.links().around(broker), fault.hold());
            case ISOLATE_BROKER -> {
                List<FaultProxy> clients =
                        rig.instances().stream()
                                .map(each -> rig.links().clients(each.number(), broker))
                                .toList();
                clients.forEach(FaultProxy::hold);
                hold(rig.links().around(broker), fault.hold());
                clients.forEach(FaultProxy::resume);
            }
            case ROLL_BROKERS -> {
                for (int each = 1; each <= StoreRig.BROKERS; each++) {
                    kill(each, fault.hold());
                    awaitInSync();
                }
            }
            case SLOW_BROKERS -> {
                between().forEach(proxy -> proxy.delay(Delay.ofRoundTrip(FAR)));
                Pauses.of(fault.hold());
                between().forEach(proxy -> proxy.delay(Delay.NONE));
            }
            default -> throw new IllegalArgumentException(fault.toString());
        }
        // The next one may be another broker: then this one has to have everything.
        awaitInSync();
    }

    private void kill(int broker, Duration hold) {
        rig.brokers().kill(broker);
        Pauses.of(hold);
        rig.brokers().restart(broker);
    }

    private List<FaultProxy> between() {
        return java.util.stream.Stream.of(
                        rig.links().between(1, 2),
                        rig.links().between(2, 3),
                        rig.links().between(1, 3))
                .flatMap(List::stream)
                .toList();
    }

    private static void hold(List<FaultProxy> proxies, Duration time) {
        proxies.forEach(FaultProxy::hold);
        Pauses.of(time);
        proxies.forEach(FaultProxy::resume);
    }

    private void awaitInSync() {
        if (!rig.brokers().awaitInSync(IN_SYNC_LIMIT)) {
            throw new IllegalStateException("the brokers' copies are not in step again");
        }
    }

    private static void redis(Injection fault, RigRedis redis) {
        switch (fault.kind()) {
            case FLUSH_REDIS -> redis.flush();
            case RESTART_REDIS -> redis.restart();
            case FAIL_OVER_REDIS -> redis.failOver();
            case LOSE_REDIS_TAIL -> redis.failOverWithLostTail(fault.hold());
            case PAUSE_REDIS -> {
                redis.pause();
                Pauses.of(fault.hold());
                redis.resume();
            }
            default -> throw new IllegalArgumentException(fault.toString());
        }
    }

    private void link(Injection fault, int instance) {
        switch (fault.kind()) {
            case HOLD_LINK ->
                    hold(List.of(rig.links().clients(instance, fault.broker())), fault.hold());
            case CUT_LINK -> {
                FaultProxy link = rig.links().clients(instance, fault.broker());
                link.cut();
                Pauses.of(fault.hold());
                link.resume();
            }
            case CUT_OFF_INSTANCE -> hold(rig.links().clients(instance), fault.hold());
            case SLOW_LINKS -> {
                List<FaultProxy> all = rig.links().clients(instance);
                all.forEach(proxy -> proxy.delay(Delay.ofRoundTrip(FAR)));
                Pauses.of(fault.hold());
                all.forEach(proxy -> proxy.delay(Delay.NONE));
            }
            default -> throw new IllegalArgumentException(fault.toString());
        }
    }
}
