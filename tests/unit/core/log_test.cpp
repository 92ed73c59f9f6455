#include "core/log.hpp"

#include <catch2/catch.hpp>

#include <vector>

using namespace rw;

namespace {

/// The log as lines `warn poll.failed account=yunzhi tries=3`; the sink is taken away at the end.
struct Reader {
    std::vector<std::string> lines;
    Reader() {
        log::set_sink([this](log::Level level, std::string_view event, log::Fields fields) {
            static constexpr char const* names[] = {"debug", "info", "warn", "error"};
            auto line = std::string{names[static_cast<std::size_t>(level)]} + " " + std::string{event};
            for (auto const& field : fields)
                line.append(" ").append(field.key).append("=").append(field.value);
            lines.push_back(line);
        });
    }
    Reader(Reader const&) = delete;
    Reader& operator=(Reader const&) = delete;
    ~Reader() { log::set_sink({}); }
};

}  // namespace

TEST_CASE("a line of log is a level, an event and fields in their order", "[core][log]") {
    Reader const reader;
    std::string_view const account = "yunzhi";
    log::warn("poll.failed", {{"account", account}, {"tries", 3}, {"why", std::string{"timed out"}}});
    log::info("daemon.ready");
    log::debug("list.read", {{"new", std::size_t{0}}});
    log::error("store.lost", {{"where", "redis"}});
    CHECK(reader.lines == std::vector<std::string>{"warn poll.failed account=yunzhi tries=3 why=timed out",
                                                   "info daemon.ready", "debug list.read new=0",
                                                   "error store.lost where=redis"});
}

TEST_CASE("without a sink lines are dropped", "[core][log]") {
    log::set_sink({});
    CHECK_NOTHROW(log::error("nobody.listens", {{"to", "this"}}));
}
