package io.closewatch.report;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class GlobTest {
  @ParameterizedTest
  @CsvSource({
    "*.json, a.json, true",
    "*.json, x/a.json, false",
    "**/*.json, a.json, true",
    "**/*.json, x/y/a.json, true",
    "x/**, x/y/a.json, true",
    "x/**/a.json, x/a.json, true",
    "x/**/a.json, xa.json, false",
    "m?/a.json, m1/a.json, true",
    "m?/a.json, m/a.json, false",
    "a[1].json, a[1].json, true",
    "a[1].json, a1.json, false",
    "a.json, a-json, false",
  })
  void pathsMatchAsInAShell(String glob, String path, boolean matches) {
    assertThat(Glob.ofPath(glob).matcher(path).matches()).isEqualTo(matches);
  }

  @ParameterizedTest
  @CsvSource({
    "com.acme.*, com.acme.x.Y.z, true",
    "com.acme.*, comXacme.Y, false",
    "*Legacy*, com.LegacyPay.call, true",
    "com.acme.Pay, com.acme.Pay, true",
    "com.acme.Pay, com.acme.Pays, false",
    "a***b, axb, true",
    "'a\\E.*', aXX, false",
  })
  void namesMatchAcrossDots(String glob, String name, boolean matches) {
    assertThat(Glob.ofName(glob).matcher(name).matches()).isEqualTo(matches);
  }
}
