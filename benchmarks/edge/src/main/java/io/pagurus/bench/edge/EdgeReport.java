package io.pagurus.bench.edge;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.pagurus.bench.edge.proxy.Contender;
import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.OptionalDouble;

/** Confined to one thread. The figures as JSON; what was not measured is null and has a reason. */
public final class EdgeReport {

    private static final List<Contender> MUST =
            List.of(Contender.PAGURUS, Contender.NGINX, Contender.HAPROXY);
    private static final List<Contender> OTHERS = List.of(Contender.NGINX, Contender.HAPROXY);

    private final ObjectNode root = new ObjectMapper().createObjectNode();

    EdgeReport() {
        for (Part part : Part.values()) {
            for (Contender contender : MUST) {
                put(part, contender, missing("not measured"));
            }
        }
    }

    private static Figures missing(String why) {
        Figures figures = new Figures();
        figures.missing(why);
        return figures;
    }

    void put(Part part, Contender contender, Figures figures) {
        ObjectNode at = root.withObject("/" + part.key()).putObject(contender.key());
        number(at, part.cpuKey(), figures.cpuMicrosEach());
        number(at, "perSecond", figures.perSecond());
        number(at, "p50Micros", figures.micros(50));
        number(at, "p99Micros", figures.micros(99));
        number(at, "bytesPerConnection", figures.bytesPerConnection());
        figures.residentBytes().ifPresent(bytes -> at.put("residentBytes", bytes));
        if (figures.isMissing()) {
            at.put("reason", figures.reason());
            return;
        }
        at.put("failures", figures.failures());
        at.put("coreBusy", rounded(figures.busy()));
        at.put("loadCoreBusy", rounded(figures.loadBusy()));
        figures.spread().forEach(each -> at.withArray("cpuMicrosLowestHighest").add(rounded(each)));
        ratios(part);
    }

    /** A proxy that is not there; all of its figures say why. */
    void absent(Contender contender, String why) {
        for (Part part : Part.values()) {
            if (MUST.contains(contender)) {
                put(part, contender, missing(why));
            }
        }
        condition(contender.key(), why);
    }

    private void ratios(Part part) {
        for (Contender ours : List.of(Contender.PAGURUS, Contender.PAGURUS_NATIVE)) {
            for (Contender other : OTHERS) {
                ratio(part, ours, other, part.cpuKey());
                ratio(part, ours, other, "perSecond");
                ratio(part, ours, other, "p99Micros");
                ratio(part, ours, other, "bytesPerConnection");
            }
        }
    }

    private void ratio(Part part, Contender ours, Contender other, String key) {
        double a = figure(part, ours, key);
        double b = figure(part, other, key);
        if (a > 0 && b > 0) {
            root.withObject("/%s/ratios/%sTo%s".formatted(part.key(), ours.key(), title(other)))
                    .put(key, rounded(a / b));
        }
    }

    private double figure(Part part, Contender contender, String key) {
        return root.at("/%s/%s/%s".formatted(part.key(), contender.key(), key)).asDouble();
    }

    private static String title(Contender contender) {
        String key = contender.key();
        return key.substring(0, 1).toUpperCase(Locale.ROOT) + key.substring(1);
    }

    void condition(String name, String value) {
        root.withObject("/conditions").put(name, value);
    }

    private static void number(ObjectNode at, String key, OptionalDouble value) {
        at.put(key, value.isPresent() ? rounded(value.getAsDouble()) : null);
    }

    private static double rounded(double value) {
        return Math.round(value * 100) / 100.0;
    }

    public ObjectNode json() {
        return root;
    }

    public void write(Path file) {
        try {
            Files.writeString(file, root.toPrettyString() + "\n");
        } catch (IOException notWritten) {
            throw new UncheckedIOException("the report cannot be written", notWritten);
        }
    }

    /** As a table for a person. */
    public void print(PrintStream out) {
        for (Part part : Part.values()) {
            line(
                    out,
                    "%-16s %10s %9s %10s %10s %12s %9s",
                    part.key(),
                    "CPU us",
                    "x nginx",
                    "a second",
                    "p50 us",
                    "p99 us",
                    "bytes");
            for (Contender contender : Contender.values()) {
                if (root.at("/" + part.key()).has(contender.key())) {
                    row(out, part, contender);
                }
            }
        }
        root.withObject("/conditions")
                .properties()
                .forEach(each -> line(out, "  %s: %s", each.getKey(), each.getValue().asText()));
    }

    private void row(PrintStream out, Part part, Contender contender) {
        String at = "/%s/%s/".formatted(part.key(), contender.key());
        double nginx = figure(part, Contender.NGINX, part.cpuKey());
        double own = figure(part, contender, part.cpuKey());
        line(
                out,
                "  %-14s %10s %9s %10s %10s %12s %9s  %s",
                contender.key(),
                text(at + part.cpuKey()),
                nginx > 0 && own > 0 ? Double.toString(rounded(own / nginx)) : "-",
                text(at + "perSecond"),
                text(at + "p50Micros"),
                text(at + "p99Micros"),
                text(at + "bytesPerConnection"),
                root.at(at + "reason").asText());
    }

    private String text(String at) {
        return root.at(at).isNumber() ? root.at(at).asText() : "-";
    }

    // The annotation that is asked for is in a library that nothing else here needs.
    @SuppressWarnings("AnnotateFormatMethod")
    private static void line(PrintStream out, String format, Object... values) {
        out.println(String.format(Locale.ROOT, format, values));
    }
}
