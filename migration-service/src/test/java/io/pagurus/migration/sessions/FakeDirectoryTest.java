package io.pagurus.migration.sessions;

class FakeDirectoryTest extends SessionDirectoryContract {

    @Override
    SessionDirectory directory() {
        return fake;
    }
}
