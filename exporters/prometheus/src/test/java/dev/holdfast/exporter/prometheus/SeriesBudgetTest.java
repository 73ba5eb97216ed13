package dev.holdfast.exporter.prometheus;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** A node of ordinary size must not be a burden to the server that scrapes it. */
class SeriesBudgetTest {
    private static final int BUDGET = 1050;

    @Test
    void tenRoutersWithThreeAddressesEachStayWithinTheBudget() {
        Scrape scrape = new Scrape(new FakeFeed(Sample.tenRouters()));

        assertThat(scrape.samples()).hasSizeLessThan(BUDGET);
    }

    @Test
    void oneMoreRouterAddsLessThanAHundred() {
        int none = new Scrape(new FakeFeed(Sample.agent())).samples().size();
        int one = new Scrape(new FakeFeed(Sample.agent(Sample.master())))
                .samples()
                .size();

        assertThat(one - none).isLessThan(100);
    }

    @Test
    void noSeriesComesTwice() {
        Scrape scrape = new Scrape(new FakeFeed(Sample.tenRouters()));

        assertThat(scrape.samples())
                .extracting(line -> line.substring(0, line.lastIndexOf(' ')))
                .doesNotHaveDuplicates();
    }
}
