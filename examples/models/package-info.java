/// Examples. Those that extend [dev.gradc.dsl.Network] and name their data can be trained by the command:
/// `./gradc train examples/models/Mnist1d.java`. The numbered ones follow a course on neural networks.
@NullMarked
package dev.gradc.examples;

import org.jspecify.annotations.NullMarked;
