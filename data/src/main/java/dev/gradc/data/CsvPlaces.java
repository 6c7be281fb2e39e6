package dev.gradc.data;

import dev.gradc.data.CsvSchema.Column;
import dev.gradc.data.CsvSchema.Role;
import java.util.List;
import java.util.stream.IntStream;

/// Where the columns of a schema stand in another file.
final class CsvPlaces {
    private CsvPlaces() {
    }

    /// For each used column of `wanted`, the index of its column in the file. With a header, columns meet by name, in any
    /// order; without one, the file must have all columns of the schema, or all but those to predict when these are not
    /// wanted, or only the used ones.
    static int[] of(InputFile file, CsvFormat format, CsvSchema whole, CsvSchema wanted) {
        List<Column> used = wanted.used().columns();
        if (format.header() && whole.named()) {
            List<String> names = format.names();
            return used.stream().mapToInt(c -> named(file, names, c.name())).toArray();
        }
        int count = format.first().getFieldCount();
        if (count == whole.columns().size()) {
            return places(whole, wanted);
        }
        if (count == wanted.columns().size()) {
            return places(wanted, wanted);
        }
        if (count == used.size()) {
            return IntStream.range(0, count).toArray();
        }
        throw file.error("has " + count + " columns, but the data that was learnt from has " + whole.columns().size()
                + (wanted.equals(whole) ? "" : ", " + used.size() + " of them features"));
    }

    private static int[] places(CsvSchema in, CsvSchema wanted) {
        List<Column> all = in.columns();
        return IntStream.range(0, all.size())
                .filter(c -> !(all.get(c).role() instanceof Role.Ignored) && wanted.columns().contains(all.get(c)))
                .toArray();
    }

    private static int named(InputFile file, List<String> names, String name) {
        int place = names.indexOf(name);
        if (place < 0) {
            throw file.error("has no column called " + name + ", which the data that was learnt from has");
        }
        return place;
    }
}
