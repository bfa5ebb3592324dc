package io.closewatch.diagnosis;

import static io.closewatch.diagnosis.SocketFixtures.GRACES;
import static io.closewatch.diagnosis.SocketFixtures.NOW;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.closewatch.kernel.FdUsage;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class FdForecastTest {
  private static final int SCANS = 60;
  private static final long INTERVAL = 10_000;

  private final List<HistoryPoint> history = new ArrayList<>();

  @Test
  void aSteadyRiseReachesTheLimit() {
    rise(2);

    FdForecast forecast = forecast(1024);

    assertThat(forecast).isNotNull();
    assertThat(forecast.perMilli() * INTERVAL).isCloseTo(2, within(0.01));
    assertThat(forecast.leftMillis()).isCloseTo((1024 - 218) / 2 * INTERVAL, within(INTERVAL));
  }

  @Test
  void whatDoesNotRiseHasNoForecast() {
    rise(0);

    assertThat(forecast(1024)).isNull();
  }

  @Test
  void aLimitThatIsFarOrNoneHasNoForecast() {
    rise(2);

    assertThat(forecast(1_000_000)).isNull();
    assertThat(forecast(Long.MAX_VALUE)).isNull();
    assertThat(forecast(-1)).isNull();
  }

  @Test
  void aScanThatKnewNothingLeavesNoForecast() {
    rise(2);
    history.set(30, new HistoryPoint(history.get(30).atMillis(), 1, 0, -1));

    assertThat(forecast(1024)).isNull();
  }

  @Test
  void aClockThatWentBackLeavesNoForecast() {
    rise(2);
    history.set(30, new HistoryPoint(history.get(29).atMillis() - 1, 1, 0, 160));

    assertThat(forecast(1024)).isNull();
  }

  private void rise(int perScan) {
    for (int i = 0; i < SCANS; i++) {
      history.add(new HistoryPoint(NOW + i * INTERVAL, 1, 0, 100 + i * perScan));
    }
  }

  private @Nullable FdForecast forecast(long limit) {
    int used = history.get(SCANS - 1).descriptors();
    return FdForecast.of(history, new FdUsage(used, 10, 20, 30, limit, limit), GRACES);
  }
}
