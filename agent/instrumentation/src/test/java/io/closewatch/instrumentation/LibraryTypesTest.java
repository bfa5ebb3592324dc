package io.closewatch.instrumentation;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LibraryTypesTest {
  private record Exact(String typeName) implements TypeInstrumentation {
    @Override
    public List<HookPoint> hookPoints() {
      return List.of();
    }
  }

  private record Relocated(String typeName) implements RelocatedTypeInstrumentation {
    @Override
    public boolean isPool() {
      return true;
    }

    @Override
    public List<HookPoint> hookPoints() {
      return List.of();
    }
  }

  private final LibraryTypes types =
      new LibraryTypes(
          List.of(
              new Exact("org.acme.Context"),
              new Relocated("pool.ConnPool"),
              new Relocated("conn.BasicPool"),
              new Relocated("io.BasicPool"),
              new Relocated("pool.ConnPool$LeaseRequest")));

  @ParameterizedTest
  @CsvSource({
    "org/acme/Context, org.acme.Context",
    "shaded/org/acme/Context,",
    "acme/Context,",
    "org/apache/pool/ConnPool, pool.ConnPool",
    "com/acme/shaded/org/apache/pool/ConnPool, pool.ConnPool",
    "pool/ConnPool, pool.ConnPool",
    "org/apache/mypool/ConnPool,",
    "org/apache/pool/MyConnPool,",
    "org/apache/pool/sub/ConnPool,",
    "ConnPool,",
    "a/conn/BasicPool, conn.BasicPool",
    "a/io/BasicPool, io.BasicPool",
    "a/nio/BasicPool,",
    "a/pool/ConnPool$LeaseRequest, pool.ConnPool$LeaseRequest",
    "a/pool/ConnPool$LeaseRequests,",
    "a/pool/ConnPool$ALongerNameThanThatOfAnyTypeWhichIsHooked,",
    "a/,",
    "'',",
  })
  void findsATypeByItsNameAlone(String internalName, @Nullable String typeName) {
    TypeInstrumentation found = types.find(internalName);

    assertThat(found == null ? null : found.typeName()).isEqualTo(typeName);
  }
}
