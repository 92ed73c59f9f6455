#include "app/logging.hpp"

#include "core/json.hpp"

#include <spdlog/sinks/stdout_sinks.h>
#include <spdlog/spdlog.h>

#include <array>
#include <cstdlib>

namespace rw::app {
namespace {

constexpr std::array<std::string_view, 4> names{"debug", "info", "warn", "error"};
constexpr std::array<std::string_view, 4> journal_priorities{"<7>", "<6>", "<4>", "<3>"};  // sd-daemon(3)

std::size_t index_of(log::Level level) {
    return static_cast<std::size_t>(level) % names.size();
}

/// As it is when it is one word, else in quotation marks with escapes.
std::string word(std::string_view value) {
    constexpr std::string_view forces_quotes = " =\"\n\r\t\\";
    if (!value.empty() && value.find_first_of(forces_quotes) == value.npos) return std::string{value};
    std::string out = "\"";
    for (char const c : value) {
        if (c == '"' || c == '\\') out.push_back('\\');
        if (c == '\n') {
            out += "\\n";
        } else if (static_cast<unsigned char>(c) >= 0x20) {
            out.push_back(c);
        }
    }
    return out + "\"";
}

TimePoint stamp() {
    return std::chrono::floor<Span>(spdlog::log_clock::now());
}

}  // namespace

std::string logfmt(TimePoint when, log::Level level, std::string_view event, log::Fields fields) {
    auto line = "ts=" + to_rfc3339(when) + " level=" + std::string{names[index_of(level)]} +
                " event=" + std::string{event};
    for (auto const& field : fields)
        line.append(" ").append(field.key).append("=").append(word(field.value));
    return line;
}

std::string log_json(TimePoint when, log::Level level, std::string_view event, log::Fields fields) {
    Json out;
    out.object().field("ts", when).field("level", names[index_of(level)]).field("event", event);
    for (auto const& field : fields)
        out.field(field.key, field.value);
    out.end_object();
    return out.text();
}

void log_to_stderr(log::Level level, config::LogFormat format) {
    auto const logger =
        std::make_shared<spdlog::logger>("replywatch", std::make_shared<spdlog::sinks::stderr_sink_st>());
    logger->set_pattern("%v");
    logger->set_level(spdlog::level::trace);
    logger->flush_on(spdlog::level::trace);
    bool const journal = std::getenv("JOURNAL_STREAM") != nullptr;
    bool const json = format == config::LogFormat::json;
    log::set_sink([=](log::Level of, std::string_view event, log::Fields fields) {
        if (of < level) return;
        auto const line = json ? log_json(stamp(), of, event, fields) : logfmt(stamp(), of, event, fields);
        logger->info("{}{}", journal ? journal_priorities[index_of(of)] : std::string_view{}, line);
    });
}

}  // namespace rw::app
