package io.pagurus.drill;

import com.fasterxml.jackson.databind.JsonNode;
import io.pagurus.local.Node;
import io.pagurus.local.Stack;
import java.io.IOException;

/** Confined to one thread, which it blocks. Finds the node with the most running turns. */
final class Busiest {

    /** A node and how many turns run on it. */
    record Load(String node, long turns) {}

    private final Stack stack;
    private final Services services;
    private Load last;

    Busiest(Stack stack, Services services) {
        this.stack = stack;
        this.services = services;
        this.last = new Load(stack.nodes().getFirst().id(), 0);
    }

    Load look() throws IOException, InterruptedException {
        Load busiest = new Load(last.node(), -1);
        for (Node node : stack.nodes()) {
            long running =
                    services.needingAttention(node.id()).stream()
                            .map((JsonNode session) -> session.path("running"))
                            .filter(JsonNode::isObject)
                            .count();
            if (running > busiest.turns()) {
                busiest = new Load(node.id(), running);
            }
        }
        last = busiest;
        return busiest;
    }

    Load last() {
        return last;
    }
}
