package io.pagurus.session.settings;

import io.pagurus.session.api.ApiSettings;
import io.pagurus.session.changes.ChangeSettings;
import io.pagurus.session.expiry.ExpirySettings;
import io.pagurus.session.expiry.RetentionSettings;
import io.pagurus.session.journal.JournalSettings;
import io.pagurus.session.privacy.EncryptionSettings;
import io.pagurus.session.projection.ProjectionSettings;
import io.pagurus.session.routing.RoutingSettings;
import io.pagurus.session.tasks.TaskSettings;
import io.pagurus.session.view.ViewSettings;
import io.pagurus.session.wiring.InstanceSettings;
import io.quarkus.runtime.configuration.DurationConverter;
import io.quarkus.runtime.configuration.MemorySize;
import io.quarkus.runtime.configuration.MemorySizeConverter;
import io.smallrye.config.PropertiesConfigSource;
import io.smallrye.config.SmallRyeConfig;
import io.smallrye.config.SmallRyeConfigBuilder;
import java.time.Duration;
import java.util.Map;

/** Immutable. The service's configuration with some values of a test's own, without Quarkus. */
public final class TestSettings {

    private static final int PRIORITY = 300;

    private TestSettings() {}

    public static SmallRyeConfig of(Map<String, String> values) {
        return new SmallRyeConfigBuilder()
                .withConverter(Duration.class, PRIORITY, new DurationConverter())
                .withConverter(MemorySize.class, PRIORITY, new MemorySizeConverter())
                .withSources(new PropertiesConfigSource(values, "test", PRIORITY))
                .withMapping(InstanceSettings.class)
                .withMapping(JournalSettings.class)
                .withMapping(ExpirySettings.class)
                .withMapping(RetentionSettings.class)
                .withMapping(ViewSettings.class)
                .withMapping(ProjectionSettings.class)
                .withMapping(EncryptionSettings.class)
                .withMapping(TaskSettings.class)
                .withMapping(ChangeSettings.class)
                .withMapping(RoutingSettings.class)
                .withMapping(ApiSettings.class)
                .build();
    }
}
