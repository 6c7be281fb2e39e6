package com.acme.nets;

/// Not a model, but what one needs.
final class Widths {
    static final int INPUTS = 3;

    private Widths() {
    }
}
