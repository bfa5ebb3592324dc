package com.acme.shop;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;

class PriceTagTest {

  @Test
  void centsHaveTwoDigits() {
    assertEquals("2.05 EUR", PriceTag.of(205));
  }
}
