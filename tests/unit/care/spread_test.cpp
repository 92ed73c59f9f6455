#include "care/spread.hpp"

#include <catch2/catch.hpp>

using namespace rw;
using namespace rw::care;

TEST_CASE("medians and quantiles are those of the textbook", "[care][K27]") {
    CHECK(median(std::vector<double>{}) == 0);
    CHECK(median({3.0, 1.0, 2.0}) == 2);
    CHECK(median({4.0, 1.0, 2.0, 3.0}) == 2.5);
    CHECK(median(std::vector<Span>{1min, 3min, 2min}) == 2min);
    std::vector<Span> ten;
    for (int i = 10; i >= 1; --i)
        ten.push_back(i * 1min);
    CHECK(quantile(ten, 0.9) == 9min);
    CHECK(quantile(ten, 1.0) == 10min);
    CHECK(quantile({7min}, 0.9) == 7min);
    CHECK(quantile({}, 0.9) == 0s);
}

TEST_CASE("inequality is nothing among equals and nearly one when one carries all", "[care][A10]") {
    CHECK(gini({5, 5, 5, 5}) == Approx(0).margin(1e-12));
    CHECK(gini({0, 0, 0, 12}) == Approx(0.75));
    CHECK(gini({}) == 0);
    CHECK(gini({0, 0}) == 0);
}

TEST_CASE("a share of a few is less sure than the same share of many", "[care][A1]") {
    CHECK(sure_share(1, 1) < sure_share(80, 100));
    CHECK(sure_share(8, 10) > sure_share(0, 100));
    CHECK(sure_share(0, 0) == 0);
    CHECK(sure_share(8, 10) == Approx(0.490).margin(0.001));
}

TEST_CASE("chance is that of Fisher's exact test", "[care][B4]") {
    // None of 5 against 24 of 30: C(11,5)/C(35,5).
    CHECK(chance_of_falling({0, 5}, {24, 30}) == Approx(462.0 / 324632));
    CHECK(chance_of_falling({5, 5}, {24, 30}) == Approx(1));
    CHECK(chance_of_falling({0, 0}, {24, 30}) == Approx(1));
    CHECK(chance_of_falling({40, 500}, {2400, 3000}) < 1e-100);
}

TEST_CASE("lots drawn from the same seed are the same", "[care]") {
    Lots one{7};
    Lots same{7};
    Lots other{8};
    CHECK(one.next() == same.next());
    CHECK(one.next() != other.next());
    double sum = 0;
    for (int i = 0; i < 1000; ++i)
        sum += one.unit();
    CHECK(sum / 1000 == Approx(0.5).margin(0.05));
    CHECK(one.below(0) == 0);
    CHECK(one.below(3) < 3);
}
