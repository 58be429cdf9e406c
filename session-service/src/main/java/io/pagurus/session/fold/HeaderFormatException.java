package io.pagurus.session.fold;

import org.jspecify.annotations.Nullable;

/** The bytes are not a header that this version can read: cut off, spoilt, or a later format's. */
public final class HeaderFormatException extends RuntimeException {

    private static final long serialVersionUID = 1;

    HeaderFormatException(String what) {
        this(what, null);
    }

    HeaderFormatException(String what, @Nullable Throwable cause) {
        super(what, cause);
    }
}
