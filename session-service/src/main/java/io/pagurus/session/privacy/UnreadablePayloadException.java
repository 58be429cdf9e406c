package io.pagurus.session.privacy;

/** A stored payload that cannot be opened; expected, so without a stack trace, and without data. */
public final class UnreadablePayloadException extends RuntimeException {

    private static final long serialVersionUID = 1;

    private final Why why;

    /** What is missing. */
    public enum Why {
        /** Its data key was destroyed, as the session's content was. */
        SHREDDED("its key was destroyed"),
        /** The key that wraps its data key is not configured in this instance. */
        KEY_NOT_CONFIGURED("the key that wraps its key is not configured here"),
        /** The data keys cannot be looked up at this moment. */
        KEYS_AWAY("its key cannot be looked up now"),
        /** It is not what was sealed, or not where it was. */
        DAMAGED("it is damaged, or of another place");

        private final String text;

        Why(String text) {
            this.text = text;
        }

        /** For a problem's detail. */
        public String text() {
            return text;
        }
    }

    public UnreadablePayloadException(Why why) {
        super(why.text(), null, false, false);
        this.why = why;
    }

    public Why why() {
        return why;
    }
}
