/// Networks as data: what a random network consists of, the network that it describes, and how that is written in Java.
@NullMarked
package dev.gradc.gradcheck.draw;

import org.jspecify.annotations.NullMarked;
