/// The compiler, from a graph of tensors to running code.
module dev.gradc.compiler {
    requires com.palantir.javapoet;
    requires java.compiler;
    requires java.management;
    requires jdk.management;
    requires static transitive org.jspecify;
    requires transitive dev.gradc.runtime;
    requires org.codehaus.commons.compiler;
    requires org.codehaus.janino;
    requires org.objectweb.asm;
    requires org.objectweb.asm.commons;
    requires org.objectweb.asm.tree;
    requires org.objectweb.asm.util;

    exports dev.gradc.compiler.emit.asm;
    exports dev.gradc.compiler.emit.c;
    exports dev.gradc.compiler.emit.source;
    exports dev.gradc.compiler;
    exports dev.gradc.compiler.autodiff;
    exports dev.gradc.compiler.interp;
    exports dev.gradc.compiler.check;
    exports dev.gradc.compiler.jar;
    exports dev.gradc.compiler.ir;
    exports dev.gradc.compiler.loop;
    exports dev.gradc.compiler.lower;
    exports dev.gradc.compiler.memory;
    exports dev.gradc.compiler.math;
    exports dev.gradc.compiler.rewrite;
    exports dev.gradc.compiler.scalar;
}
