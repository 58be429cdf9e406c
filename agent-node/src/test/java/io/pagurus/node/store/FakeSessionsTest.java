package io.pagurus.node.store;

class FakeSessionsTest extends SessionStoreContract {

    @Override
    SessionStore as(String node) {
        return sessions.as(node);
    }
}
