package dev.gramme.model.generator;

import java.io.IOException;
import java.nio.file.Path;
import software.amazon.smithy.model.Model;
import software.amazon.smithy.model.shapes.ShapeId;

/**
 * Writes the sources of services: {@code Main <output folder> <package>=<service shape id>...}. The models are all
 * those found on the class path.
 */
public final class Main {
    private Main() {}

    public static void main(String[] args) throws IOException {
        if (args.length < 2) {
            throw new IllegalArgumentException("Arguments: <output folder> <package>=<service shape id>...");
        }
        Model model = Model.assembler(Main.class.getClassLoader())
                .discoverModels(Main.class.getClassLoader())
                .putProperty("assembler.allowUnknownTraits", true)
                .disableValidation()
                .assemble()
                .unwrap();
        OutputFolder output = new OutputFolder(Path.of(args[0]));
        for (int index = 1; index < args.length; index++) {
            int equals = args[index].indexOf('=');
            if (equals < 0) {
                throw new IllegalArgumentException("Not <package>=<service shape id>: " + args[index]);
            }
            new ServiceSources(model, ShapeId.from(args[index].substring(equals + 1)), args[index].substring(0, equals))
                    .writeTo(output);
        }
        output.removeOthers();
    }
}
