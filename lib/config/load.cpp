#include "config/load.hpp"

#include "config/calendar.hpp"
#include "config/chapter.hpp"
#include "config/references.hpp"

#include <algorithm>
#include <map>
#include <tuple>

namespace rw::config {
namespace {

/// The configuration file first, then the files it names.
void put_in_order(std::vector<Complaint>& complaints, std::string const& file) {
    auto const order = [&](Complaint const& c) {
        return std::tuple{c.file != file, std::string_view{c.file}, c.line, c.column};
    };
    std::ranges::stable_sort(complaints, {}, order);
    auto const repeated = std::ranges::unique(complaints);
    complaints.erase(repeated.begin(), repeated.end());
}

bool is_section(Chapter const& chapter) {
    return !chapter.heading.starts_with("[[");
}

void read_chapters(Node const& root, Reading& reading, Config& config) {
    std::vector<Known> known;
    auto const all = chapters();
    known.reserve(all.size());
    for (auto const& chapter : all)
        known.push_back({chapter.key, Need::optional, false});
    check_keys(root, known, reading);
    for (auto const& chapter : all) {
        auto const* const written = root.find(chapter.key);
        Reading::Within const within{reading, chapter.key};
        if (written) {
            chapter.read(*written, reading, config);
        } else if (is_section(chapter)) {
            chapter.read(Node{}, reading, config);
        }
    }
}

void warn_of_silence(Config const& config, Reading& reading) {
    if (!reading.complaints().empty()) return;
    if (config.accounts.empty()) reading.warn({}, "there is no [[account]]: nothing is watched");
    if (config.policy.routes.empty())
        reading.warn({}, "there is no [[route]]: incidents are kept, but nobody is told");
}

void read_document(Node const& root, Reading& reading, Config& config) {
    read_chapters(root, reading, config);
    config.policy.zone = config.daemon.timezone;
    config.policy.language = config.daemon.language == "en" ? Language::english : Language::chinese;
    check_references(root, reading);
    warn_of_silence(config, reading);
}

/// `2026-12-01 09:00`.
std::string local_text(Zone const& zone, TimePoint when) {
    auto const as_if_utc = TimePoint{zone.local(when).time_since_epoch()};
    auto text = to_rfc3339(as_if_utc).substr(0, 16);
    text[10] = ' ';
    return text;
}

Loaded only(Complaint complaint) {
    return {std::nullopt, {std::move(complaint)}, {}};
}

}  // namespace

std::vector<std::string> warnings_at(Config const& config, TimePoint now) {
    constexpr Span ahead = 14 * 24h;
    constexpr std::size_t most = 3;  // of each schedule: the first show what is wrong
    auto all = calendar_warnings(config, now);
    auto const& zone = config.policy.zone;
    std::map<std::string, std::size_t> told;
    for (auto const& gap : alert::duty_gaps(config.policy, now, now + ahead)) {
        if (++told[gap.schedule] > most) continue;
        all.push_back("schedule `" + gap.schedule + "` reaches nobody from " + local_text(zone, gap.from) +
                      " to " + local_text(zone, gap.to) + ": " + gap.why(Language::english));
    }
    return all;
}

Loaded load(std::string const& path, Purpose purpose) {
    auto const content = read_file(path);
    if (!content) return only({path, 1, 1, "cannot read the configuration: " + content.error().doing});
    auto const document = parse(*content, path);
    if (auto const* const broken = std::get_if<Complaint>(&document)) return only(*broken);
    Reading reading{path, purpose};
    Config config;
    read_document(std::get<Node>(document), reading, config);
    Loaded loaded{std::nullopt, reading.complaints(), reading.warnings()};
    put_in_order(loaded.complaints, path);
    put_in_order(loaded.warnings, path);
    if (loaded.complaints.empty()) loaded.config = std::move(config);
    return loaded;
}

}  // namespace rw::config
