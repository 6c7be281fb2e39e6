/// The `gradc` command.
@NullMarked
package dev.gradc.cli;

import org.jspecify.annotations.NullMarked;
