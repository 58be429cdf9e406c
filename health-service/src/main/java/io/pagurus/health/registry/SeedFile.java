package io.pagurus.health.registry;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Thread-safe; blocks. Reads a seed from JSON ({@code .json}) or YAML (any other name). */
final class SeedFile {

    /** A fleet's description is small; a larger file is the wrong file. */
    private static final long MAX_BYTES = 1 << 20;

    private SeedFile() {}

    static Seed.Checked read(Path file) {
        ObjectMapper mapper =
                file.toString().endsWith(".json")
                        ? JsonMapper.builder().build()
                        : YAMLMapper.builder().build();
        try {
            if (Files.size(file) > MAX_BYTES) {
                return new Seed.Checked.Invalid("larger than " + MAX_BYTES + " bytes");
            }
            Seed seed = mapper.readValue(Files.readAllBytes(file), Seed.class);
            return seed == null ? new Seed.Checked.Invalid("is empty") : seed.check();
        } catch (JsonMappingException wrong) {
            return new Seed.Checked.Invalid(
                    wrong.getPathReference() + ": " + wrong.getOriginalMessage());
        } catch (JsonProcessingException garbage) {
            return new Seed.Checked.Invalid(garbage.getOriginalMessage());
        } catch (IOException unreadable) {
            return new Seed.Checked.Invalid("cannot be read: " + unreadable);
        }
    }
}
