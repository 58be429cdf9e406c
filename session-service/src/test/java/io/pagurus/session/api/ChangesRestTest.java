package io.pagurus.session.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.path.json.JsonPath;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Changes as server-sent events: live, and what was missed. */
@QuarkusTest
@QuarkusTestResource(RealProcesses.class)
class ChangesRestTest {

    private final Calls session = Calls.ofNewSession();

    @BeforeEach
    void open() {
        Calls.untilReady();
        session.grant(0, "hk-1").statusCode(200);
    }

    @Test
    void eachChangeIsToldAsItHappens() throws InterruptedException {
        // Given
        try (EventReader reader = new EventReader(session.path() + "/changes", null)) {
            EventReader.Event first = reader.next();
            assertThat(first.name()).isEqualTo("session");
            assertThat(JsonPath.from(first.data()).getString("owner.node")).isEqualTo("hk-1");
            // When
            session.start("hk-1", 1, "t1").statusCode(200);
            session.start("jp-1", 1, "t1").statusCode(409);
            session.commit("hk-1", 1, 1, "t1").statusCode(200);
            // Then
            EventReader.Event started = reader.next();
            assertThat(started.name()).isEqualTo("change");
            assertThat(JsonPath.from(started.data()).getString("type")).isEqualTo("TurnStarted");
            assertThat(JsonPath.from(started.data()).getString("record.turnId")).isEqualTo("t1");
            EventReader.Event committed = reader.next();
            assertThat(JsonPath.from(committed.data()).getString("type"))
                    .isEqualTo("TurnCommitted");
            assertThat(JsonPath.from(committed.data()).getLong("seq")).isEqualTo(1);
            assertThat(committed.id())
                    .isEqualTo(
                            JsonPath.from(committed.data()).getInt("partition")
                                    + "-"
                                    + JsonPath.from(committed.data()).getLong("offset"));
        }
    }

    @Test
    void whoComesBackIsToldWhatWasMissed() throws InterruptedException {
        // Given
        String last;
        try (EventReader reader = new EventReader(session.path() + "/changes", null)) {
            last = reader.next().id();
        }
        session.start("hk-1", 1, "t1").statusCode(200);
        session.commit("hk-1", 1, 1, "t1").statusCode(200);
        session.commit("jp-1", 1, 2, "t2").statusCode(409);
        session.grant(1, "jp-1").statusCode(200);
        // When
        try (EventReader reader = new EventReader(session.path() + "/changes", last)) {
            // Then
            assertThat(type(reader)).isEqualTo("TurnStarted");
            assertThat(type(reader)).isEqualTo("TurnCommitted");
            assertThat(type(reader)).isEqualTo("OwnershipGranted");
            session.start("jp-1", 2, "t2").statusCode(200);
            assertThat(type(reader)).isEqualTo("TurnStarted");
        }
    }

    @Test
    void whereItCannotBeToldThatIsSaid() throws InterruptedException {
        // Given
        session.start("hk-1", 1, "t1").statusCode(200);
        // When
        try (EventReader future = new EventReader(session.path() + "/changes", "0-99999999");
                EventReader nonsense = new EventReader(session.path() + "/changes", "x")) {
            // Then
            assertThat(future.next().name()).isEqualTo("gap");
            EventReader.Event gap = nonsense.next();
            assertThat(gap.name()).isEqualTo("gap");
            assertThat(JsonPath.from(gap.data()).getString("running.turnId")).isEqualTo("t1");
        }
        Calls.ofNewSession().get("admin", "/changes").statusCode(404);
    }

    @Test
    void theStreamOfAllTellsOfTheWantedOnesWithoutTheirContent() throws InterruptedException {
        // Given
        try (EventReader reader = new EventReader("/v1/sessions/changes?node=us-1", null)) {
            EventReader.Event covers = reader.next();
            assertThat(covers.name()).isEqualTo("partitions");
            assertThat(JsonPath.from(covers.data()).getList("partitions")).isNotEmpty();
            // When
            session.start("hk-1", 1, "t1").statusCode(200);
            session.grant(1, "us-1").statusCode(200);
            session.grant(2, "jp-1").statusCode(200);
            session.start("jp-1", 3, "t1").statusCode(200);
            session.grant(3, "us-1").statusCode(200);
            // Then
            for (long epoch : new long[] {2, 3, 4}) {
                EventReader.Event moved = reader.next();
                assertThat(JsonPath.from(moved.data()).getString("sessionId"))
                        .isEqualTo(session.id());
                assertThat(JsonPath.from(moved.data()).getLong("epoch")).isEqualTo(epoch);
                assertThat(moved.data()).doesNotContain("record");
            }
        }
    }

    @Test
    void sessionsAreListedByRegionAndState() {
        // Given
        session.grant(1, "de-1").statusCode(200);
        session.post(
                        "migration-1",
                        "/freeze",
                        "{\"epoch\":2,\"migrationId\":\"m\",\"reason\":\"r\"}")
                .statusCode(200);
        // When
        var frozen = Calls.as("admin").get("/v1/sessions?region=de&state=frozen").then();
        // Then
        frozen.statusCode(200)
                .body("sessions.size()", equalTo(1))
                .body("sessions[0].sessionId", equalTo(session.id()));
        Calls.as("admin")
                .get("/v1/sessions?region=de&state=active")
                .then()
                .body("sessions.size()", equalTo(0));
        Calls.as("admin")
                .get("/v1/sessions?state=open")
                .then()
                .statusCode(400)
                .body("field", equalTo("state"));
    }

    private static String type(EventReader reader) throws InterruptedException {
        return JsonPath.from(reader.next().data()).getString("type");
    }
}
