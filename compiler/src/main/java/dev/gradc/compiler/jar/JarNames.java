package dev.gradc.compiler.jar;

import dev.gradc.compiler.emit.source.CommentText;
import dev.gradc.runtime.GradcException;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;
import javax.lang.model.SourceVersion;

/// The names of a compiled model's classes. What only it needs stands in a package of its own below the user's: two compiled models
/// never share a class.
///
/// @param packageName the user's package
/// @param className the class that the user sees
public record JarNames(String packageName, String className) {
    private static final Pattern PLAIN = Pattern.compile("[A-Za-z_$][A-Za-z0-9_$]*");
    private static final int LONGEST = 100;

    /// Checks the names.
    ///
    /// @throws GradcException when one is no Java identifier or a keyword, or the names differ only in case
    public JarNames {
        for (String part : packageName.split("\\.", -1)) {
            check("package", packageName, part);
        }
        check("class", className, className);
        if (List.of(packageName.split("\\.", -1)).contains(className)) {
            throw new GradcException("the class cannot be called " + className
                    + ", as a part of its package is: name one of them otherwise");
        }
        if (isOfJava(className)) {
            throw new GradcException("the class cannot be called " + className
                    + ", as a class of Java is that all programs see: name it otherwise");
        }
        String first = packageName.split("\\.", -1)[0];
        if (List.of("java", "javax", "jdk", "sun").contains(first)) {
            throw new GradcException("the package " + packageName + " belongs to Java: name one of your own");
        }
    }

    private static boolean isOfJava(String className) {
        try {
            Class.forName("java.lang." + className, false, null);
            return true;
        } catch (ClassNotFoundException e) {
            return false;
        }
    }

    /// A name in small letters that a package may have.
    public static String small(String className) {
        String small = className.toLowerCase(Locale.ROOT);
        return SourceVersion.isKeyword(small) || small.equals(className) ? small + "_" : small;
    }

    private static void check(String what, String whole, String part) {
        if (part.length() > LONGEST) {
            throw new GradcException("the name of a " + what + " has a part of " + part.length()
                    + " characters, more than files have everywhere: take at most " + LONGEST);
        }
        if (!PLAIN.matcher(part).matches() || SourceVersion.isKeyword(part, SourceVersion.RELEASE_17)) {
            String shown = whole.length() > 80 ? whole.substring(0, 80) + "…" : whole;
            throw new GradcException("\"" + shown.replaceAll("\\p{Cntrl}", " ") + "\" cannot be the name of a " + what
                    + ": " + (part.equals(whole) ? "it" : "a part of it")
                    + " is no Java identifier of ASCII letters and digits, or it is a keyword");
        }
    }

    /// Refuses names that cannot be told apart where upper and lower case are the same, as in the files of many systems.
    ///
    /// @param what what they name
    /// @throws GradcException when two differ only in case
    static void checkCase(String what, List<String> names) {
        Map<String, String> seen = new HashMap<>();
        for (String name : names) {
            String other = seen.put(name.toLowerCase(Locale.ROOT), name);
            if (other != null && !other.equals(name)) {
                throw new GradcException(
                        "the " + what + " " + CommentText.name(other) + " and " + CommentText.name(name)
                                + " differ only in upper and lower case: rename one of them");
            }
        }
    }

    /// The class that the user sees, with its package.
    public String face() {
        return packageName + "." + className;
    }

    /// The package below which all else stands.
    String inner() {
        return packageName + "." + small(className);
    }

    /// The package of the kernels.
    String kernels() {
        return inner() + ".kernels";
    }

    /// The package of the runtime's classes.
    String runtime() {
        return inner() + ".runtime";
    }

    /// A package or class as a path of the jar.
    static String path(String name) {
        return name.replace('.', '/');
    }

    /// Where what is known of the model stands in the jar.
    String meta() {
        return "META-INF/gradc/" + face() + "/";
    }
}
