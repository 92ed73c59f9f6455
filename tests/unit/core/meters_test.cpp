#include "core/meters.hpp"

#include <catch2/catch.hpp>

#include <limits>
#include <sstream>

using namespace rw;

namespace {

std::vector<std::string> lines_of(std::string const& text) {
    std::vector<std::string> lines;
    std::istringstream in{text};
    for (std::string line; std::getline(in, line);)
        lines.push_back(line);
    return lines;
}

bool has(std::string const& text, std::string const& line) {
    auto const lines = lines_of(text);
    return std::find(lines.begin(), lines.end(), line) != lines.end();
}

/// The value behind the last blank of the line that begins with `head`; -1 when there is none.
double value_of(std::string const& text, std::string const& head) {
    for (auto const& line : lines_of(text)) {
        if (line.starts_with(head + " ")) return std::stod(line.substr(head.size() + 1));
    }
    return -1;
}

}  // namespace

TEST_CASE("without a reading there is only the end", "[core][meters]") {
    CHECK(Meters{}.text(Meters::Form::openmetrics) == "# EOF\n");
}

TEST_CASE("a counter adds up per set of labels", "[core][meters]") {
    Meters meters;
    meters.add("polls_total", {{"account", "yunzhi"}, {"result", "ok"}});
    meters.add("polls_total", {{"account", "yunzhi"}, {"result", "ok"}}, 2);
    meters.add("polls_total", {{"account", "yunzhi"}, {"result", "failed"}});
    CHECK(meters.value("polls_total", {{"account", "yunzhi"}, {"result", "ok"}}) == 3);
    CHECK(meters.value("polls_total", {{"account", "yunzhi"}, {"result", "failed"}}) == 1);
    CHECK(meters.value("polls_total", {{"account", "shanyu"}, {"result", "ok"}}) == 0);
    CHECK(meters.value("unheard_of") == 0);
}

TEST_CASE("a gauge is what it was set to last", "[core][meters]") {
    Meters meters;
    meters.set("outbox_depth", {{"channel", "duty"}}, 5);
    meters.set("outbox_depth", {{"channel", "duty"}}, 2);
    CHECK(meters.value("outbox_depth", {{"channel", "duty"}}) == 2);
}

// OpenMetrics 1.0: the family of a counter is named without the _total that its samples carry.
TEST_CASE("a counter's type is told without _total and its samples with it", "[core][meters]") {
    Meters meters;
    meters.add("polls_total", {{"account", "yunzhi"}});
    meters.set("outbox_depth", {}, 0);
    CHECK(meters.text(Meters::Form::openmetrics) ==
          "# HELP replywatch_outbox_depth Notices that wait for a channel.\n"
          "# TYPE replywatch_outbox_depth gauge\n"
          "replywatch_outbox_depth 0\n"
          "# HELP replywatch_polls Readings of lists, by what came of them.\n"
          "# TYPE replywatch_polls counter\n"
          "replywatch_polls_total{account=\"yunzhi\"} 1\n"
          "# EOF\n");
    auto const older = meters.text(Meters::Form::prometheus);
    CHECK(has(older, "# TYPE replywatch_polls_total counter"));
    auto const both = meters.text(Meters::Form::both);  // a family of that name in either format
    CHECK(has(both, "# HELP replywatch_polls_total Readings of lists, by what came of them."));
    CHECK_FALSE(has(both, "counter"));
}

TEST_CASE("a gauge of what is not there any more is forgotten", "[core][meters]") {
    Meters meters;
    meters.set("quota_remaining", {{"token", "yunzhi/1"}}, 7);
    meters.forget("quota_remaining");
    meters.forget("never_there");
    CHECK(meters.text(Meters::Form::both) == "# EOF\n");
}

TEST_CASE("a family is told once, its samples together", "[core][meters]") {
    Meters meters;
    meters.add("polls_total", {{"account", "b"}});
    meters.set("lease_held", {{"account", "a"}}, 1);
    meters.add("polls_total", {{"account", "a"}});
    auto const lines = lines_of(meters.text(Meters::Form::openmetrics));
    CHECK(lines == std::vector<std::string>{
                       "# HELP replywatch_lease_held 1 while this daemon works for the account.",
                       "# TYPE replywatch_lease_held gauge", "replywatch_lease_held{account=\"a\"} 1",
                       "# HELP replywatch_polls Readings of lists, by what came of them.",
                       "# TYPE replywatch_polls counter", "replywatch_polls_total{account=\"a\"} 1",
                       "replywatch_polls_total{account=\"b\"} 1", "# EOF"});
}

TEST_CASE("what a label says is escaped", "[core][meters]") {
    Meters meters;
    meters.set("build_info", {{"version", "0.1.0"}, {"note", "a \"b\" \\ c\nd"}, {"name", "云栖"}}, 1);
    CHECK(has(meters.text(Meters::Form::openmetrics),
              R"(replywatch_build_info{version="0.1.0",note="a \"b\" \\ c\nd",name="云栖"} 1)"));
}

TEST_CASE("the buckets of a histogram count everything below their bound", "[core][meters]") {
    Meters meters;
    for (double const seconds : {0.0005, 0.001, 0.02, 7.0, 86400.0})
        meters.observe("reply_seconds", {}, seconds);
    auto const text = meters.text(Meters::Form::openmetrics);
    auto const bucket = [&](std::string const& bound) {
        return value_of(text, "replywatch_reply_seconds_bucket{le=\"" + bound + "\"}");
    };
    CHECK(has(text, "# TYPE replywatch_reply_seconds histogram"));
    CHECK(bucket("0.001") == 2);  // the bound itself is within
    CHECK(bucket("0.0025") == 2);
    CHECK(bucket("0.025") == 3);
    CHECK(bucket("10") == 4);
    CHECK(bucket("14400") == 4);
    CHECK(bucket("+Inf") == 5);  // longer than the last bound
    CHECK(value_of(text, "replywatch_reply_seconds_count") == 5);
    CHECK(value_of(text, "replywatch_reply_seconds_sum") == Approx(86407.0215));
    CHECK(meters.value("reply_seconds") == 5);
}

TEST_CASE("buckets never fall from one bound to the next, and +Inf is the count", "[core][meters]") {
    Meters meters;
    for (int i = 0; i < 200; ++i)
        meters.observe("redis_seconds", {{"op", "commit"}}, i * i * 0.37);
    double last = 0;
    std::size_t buckets = 0;
    auto const text = meters.text(Meters::Form::openmetrics);
    for (auto const& line : lines_of(text)) {
        if (!line.starts_with("replywatch_redis_seconds_bucket{op=\"commit\",le=\"")) continue;
        auto const now = std::stod(line.substr(line.rfind(' ')));
        CHECK(now >= last);
        last = now;
        ++buckets;
    }
    CHECK(buckets > 10);
    CHECK(last == value_of(text, "replywatch_redis_seconds_count{op=\"commit\"}"));
}

TEST_CASE("numbers are printed as plain as they are", "[core][meters]") {
    Meters meters;
    meters.set("a", {}, 0.25);
    meters.set("b", {}, 123456789);
    meters.set("c", {}, -3);
    meters.set("d", {}, std::numeric_limits<double>::infinity());
    meters.set("e", {}, std::numeric_limits<double>::quiet_NaN());
    auto const text = meters.text(Meters::Form::openmetrics);
    CHECK(has(text, "replywatch_a 0.25"));
    CHECK(has(text, "replywatch_d +Inf"));
    CHECK(has(text, "replywatch_e NaN"));
    CHECK(has(text, "replywatch_b 123456789"));
    CHECK(has(text, "replywatch_c -3"));
}
