package io.pagurus.events;

import java.util.Objects;

/** Immutable. Who called which admin operation, on {@code claw.audit}. */
public sealed interface AuditEvent extends Event {

    /**
     * An admin operation was called, and answered.
     *
     * @param service whose operation it is
     * @param instance of it
     * @param principal who called; {@code anonymous} where nobody proved to
     * @param operation method and path, such as {@code PUT /admin/rules}
     * @param status of the answer, as HTTP has it
     */
    record AdminCalled(
            String service, String instance, String principal, String operation, int status)
            implements AuditEvent {
        public AdminCalled {
            Objects.requireNonNull(service, "service");
            Objects.requireNonNull(instance, "instance");
            Objects.requireNonNull(principal, "principal");
            Objects.requireNonNull(operation, "operation");
        }

        @Override
        public String key() {
            return instance;
        }
    }
}
