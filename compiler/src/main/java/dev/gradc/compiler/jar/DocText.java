package dev.gradc.compiler.jar;

import dev.gradc.compiler.emit.source.CommentText;

/// Text as it may stand in Javadoc. Names come from users: none of them is read as HTML or as a tag.
final class DocText {
    private DocText() {
    }

    /// A name of a user's, cut where it is long.
    static String name(String text) {
        return escaped(CommentText.name(text));
    }

    /// A text in one line.
    static String plain(String text) {
        return escaped(CommentText.plain(text));
    }

    private static String escaped(String text) {
        return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;").replace("@", "&#64;")
                .replace("{", "&#123;").replace("}", "&#125;");
    }
}
