package com.acme.shop;

import org.junit.platform.runner.JUnitPlatform;
import org.junit.platform.suite.api.SelectClasses;
import org.junit.runner.RunWith;

@RunWith(JUnitPlatform.class)
@SelectClasses(PriceFeedTest.class)
@SuppressWarnings("deprecation") // of the runner, which a Gradle of this age needs
public class PriceFeedSuite {}
