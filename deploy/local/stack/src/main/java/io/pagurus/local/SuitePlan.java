package io.pagurus.local;

import io.pagurus.local.kafka.ClusterPlan;
import io.pagurus.local.redis.RedisLaunch;
import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Immutable. Which processes the suite has, and how each is started. */
record SuitePlan(StackOptions options) {

    private static final String HOST = "http://127.0.0.1:";
    private static final String READY = "/q/health/ready";

    List<Node> nodes() {
        return List.of(node("hk-1", "hk"), node("jp-1", "jp"), node("us-1", "us"));
    }

    List<Gateway> gateways() {
        return List.of(gateway(1), gateway(2));
    }

    URI sessionService() {
        return uri(options.ports().sessionService());
    }

    URI healthService() {
        return uri(options.ports().healthService());
    }

    URI migrationService() {
        return uri(options.ports().migrationService());
    }

    List<Member> members(Environments environments) {
        DataFolder folder = environments.folder();
        ServiceLaunch launch = new ServiceLaunch(options, folder);
        List<Member> members = new ArrayList<>(stores(folder));
        members.add(sessionService(launch, environments));
        for (Node node : nodes()) {
            Path jar = launch.target("agent-node").resolve("agent-node.jar");
            members.add(
                    new Member(
                            launch.jar(node.id(), jar, environments.node(node)),
                            new Readiness.Answers(node.uri().resolve("/health")),
                            Member.NODES));
        }
        members.add(
                new Member(
                        launch.service(
                                "health-service", "health-service", environments.healthService()),
                        new Readiness.Answers(healthService().resolve(READY)),
                        Member.HEALTH));
        members.add(
                new Member(
                        launch.service(
                                "migration-service",
                                "migration-service",
                                environments.migrationService()),
                        new Readiness.Answers(migrationService().resolve(READY)),
                        Member.EDGE));
        members.add(gateway(launch, environments, 1, "hk"));
        members.add(gateway(launch, environments, 2, "jp"));
        return List.copyOf(members);
    }

    private List<Member> stores(DataFolder folder) {
        Ports ports = options.ports();
        List<Member> stores = new ArrayList<>();
        stores.add(
                new Member(
                        RedisLaunch.of(ports.redis(), folder.data("redis"), folder.log("redis")),
                        new Readiness.Pongs(ports.redis()),
                        Member.STORES));
        ClusterPlan kafka = kafka();
        for (int broker = 1; broker <= kafka.size(); broker++) {
            String name = ClusterPlan.name(broker);
            stores.add(
                    new Member(
                            kafka.launch(broker, folder.data(name), folder.log(name)),
                            new Readiness.Accepts(kafka.brokers().get(broker - 1).port()),
                            Member.STORES));
        }
        return stores;
    }

    ClusterPlan kafka() {
        ClusterPlan linked = options.linked();
        return linked != null
                ? linked
                : ClusterPlan.on(
                        ClusterPlan.idOf(options.dataDir().toString()),
                        options.ports().kafka(options.brokers()));
    }

    private Member sessionService(ServiceLaunch launch, Environments environments) {
        String name = "session-service";
        Path other = options.sessionServiceJar();
        return new Member(
                other == null
                        ? launch.service(name, name, environments.sessionService())
                        : launch.jar(name, other, environments.sessionService()),
                new Readiness.Answers(sessionService().resolve(READY)),
                Member.SESSIONS);
    }

    private Member gateway(
            ServiceLaunch launch, Environments environments, int number, String region) {
        return new Member(
                launch.service(
                        "gateway-" + number,
                        "gateway-service",
                        environments.gateway(number, region)),
                new Readiness.Answers(gateway(number).admin().resolve(READY)),
                Member.EDGE);
    }

    private Gateway gateway(int number) {
        return new Gateway(
                "gateway-" + number,
                uri(options.ports().edge(number)),
                uri(options.ports().admin(number)));
    }

    private Node node(String id, String region) {
        return new Node(id, region, uri(options.ports().node(id)));
    }

    private static URI uri(int port) {
        return URI.create(HOST + port);
    }
}
