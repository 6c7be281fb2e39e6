package dev.gradc.compiler.emit.source;

import dev.gradc.runtime.Kernels;
import java.io.IOException;
import java.util.HashMap;
import java.util.Map;
import org.codehaus.commons.compiler.CompileException;
import org.codehaus.commons.compiler.util.resource.MapResourceCreator;
import org.codehaus.commons.compiler.util.resource.Resource;
import org.codehaus.commons.compiler.util.resource.StringResource;
import org.codehaus.janino.ClassLoaderIClassLoader;
import org.codehaus.janino.Compiler;

/// Compiles by Janino, a small compiler that needs no JDK.
final class Janino implements InMemory {
    private static final int JAVA = 17;

    @Override
    public Map<String, byte[]> compile(JavaSource source) {
        Compiler compiler = new Compiler();
        compiler.setIClassLoader(new ClassLoaderIClassLoader(Kernels.class.getClassLoader()));
        compiler.setSourceVersion(JAVA);
        compiler.setTargetVersion(JAVA);
        compiler.setDebugLines(true);
        compiler.setDebugSource(true);
        compiler.setDebugVars(true);
        Map<String, byte[]> files = new HashMap<>();
        compiler.setClassFileCreator(new MapResourceCreator(files));
        try {
            compiler.compile(source.files().stream().map(file -> new StringResource(file.fileName(), file.text()))
                    .toArray(Resource[]::new));
        } catch (CompileException | IOException e) {
            throw new IllegalStateException("Janino does not take the source of the model: " + e.getMessage(), e);
        }
        Map<String, byte[]> classes = new HashMap<>();
        files.forEach((name, bytes) -> classes.put(name.replace(".class", "").replace('/', '.'), bytes));
        return classes;
    }
}
