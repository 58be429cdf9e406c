package io.pagurus.protocol.explore;

/**
 * Takes the steps that may happen in a state. Their names are put together only when somebody reads
 * them: of the millions that are taken few are ever shown.
 *
 * @param <S> a state
 */
@FunctionalInterface
public interface Steps<S> {

    /**
     * A step.
     *
     * @param name what happens, with {@code %s} where the subject belongs
     */
    void step(String name, Object subject, S after);
}
