package io.closewatch.tracker;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RouteTest {

  @ParameterizedTest
  @CsvSource({
    "{}->http://host:80, http://host:80",
    "{}->[http://host:80], http://host:80",
    "HttpRoute[{}->http://host:80], http://host:80",
    "{tls}->http://proxy:3128->https://host:443, {tls}->http://proxy:3128->https://host:443",
    "{s}->https://host:443, {s}->https://host:443",
    "{}->[http://[::1]:80], http://[::1]:80",
    "shop, shop",
  })
  void leavesOutWhatEveryDirectRouteSays(String route, String plain) {
    assertThat(Route.plain(route)).isEqualTo(plain);
  }
}
