package io.evenkeel.stack;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class KubernetesSchemaTest {
  @TempDir Path scratch;

  @Test
  void everyManifestFitsItsSchemaInOldAndNewClusters() throws Exception {
    for (String version : List.of("1.29", "1.37")) {
      assertThat(check(version, Manifests.files()).strip())
          .isEqualTo(Manifests.files().size() + " documents");
    }
  }

  @Test
  void aFieldThatIsMisspeltIsFound() throws Exception {
    Path deployment = altered("server.yaml", "readOnlyRootFilesystem", "readOnlyRootFileSystem");
    Path monitor = altered("pod-monitor.yaml", "interval:", "inteval:");

    assertThat(check("1.37", List.of(deployment, monitor)))
        .contains("readOnlyRootFileSystem")
        .contains("inteval");
  }

  private Path altered(String name, String from, String to) throws IOException {
    String text = Files.readString(Manifests.DIRECTORY.resolve(name));
    assertThat(text).contains(from);
    return Files.writeString(scratch.resolve(name), text.replace(from, to));
  }

  private String check(String version, List<Path> files) throws Exception {
    List<String> command = new ArrayList<>();
    command.add(Tools.prepared("kubernetes/bin/python").toString());
    command.add(Tools.repository().resolve("stack/src/test/python/manifests.py").toString());
    command.add(version);
    files.forEach(file -> command.add(file.toString()));
    return OutsideProgram.run(command, Map.of(), scratch);
  }
}
