package com.acme.shop;

/** A price as a customer reads it. */
public final class PriceTag {

  public static String of(int cents) {
    return String.format("%d.%02d EUR", cents / 100, cents % 100);
  }

  private PriceTag() {}
}
