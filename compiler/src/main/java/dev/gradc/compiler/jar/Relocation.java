package dev.gradc.compiler.jar;

import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.objectweb.asm.ClassReader;
import org.objectweb.asm.ClassWriter;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.commons.ClassRemapper;
import org.objectweb.asm.commons.Remapper;
import org.objectweb.asm.tree.ClassNode;

/// Gives classes other names, everywhere that they are used, and notes which are used. Annotations and the names of local variables
/// are dropped.
final class Relocation {
    private final Map<String, String> names = new HashMap<>();
    private final Map<String, String> packages = new HashMap<>();
    private final Set<String> used = new TreeSet<>();
    private final Remapper remapper = new Remapper(Opcodes.ASM9) {
        @Override
        public String map(String name) {
            used.add(name);
            return renamed(name);
        }
    };

    /// Has all classes of a package stand in another; names as the JVM writes them.
    Relocation move(String from, String to) {
        packages.put(from, to);
        return this;
    }

    /// Has a class of another name.
    Relocation rename(String from, String to) {
        names.put(from, to);
        return this;
    }

    /// The new name of a class.
    String renamed(String name) {
        String known = names.getOrDefault(name, name);
        int slash = known.lastIndexOf('/');
        String to = slash < 0 ? null : packages.get(known.substring(0, slash));
        return to == null ? known : to + known.substring(slash);
    }

    /// The classes, by their old names, that all files which were relocated use.
    Set<String> used() {
        return used;
    }

    /// A class file with the new names.
    byte[] relocate(byte[] file) {
        ClassNode bare = new ClassNode();
        new ClassReader(file).accept(bare, 0);
        BareClass.strip(bare);
        ClassWriter writer = new ClassWriter(0);
        bare.accept(new ClassRemapper(writer, remapper));
        return writer.toByteArray();
    }
}
