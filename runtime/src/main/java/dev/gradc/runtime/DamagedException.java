package dev.gradc.runtime;

import java.io.IOException;

/// The bytes of a file do not say what they should.
final class DamagedException extends IOException {
    private static final long serialVersionUID = 1;

    DamagedException(String message) {
        super(message);
    }
}
