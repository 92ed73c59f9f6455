#include "config/load.hpp"

#include "config/chapter.hpp"
#include "config/references.hpp"

#include <algorithm>
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
    check_references(root, reading);
    warn_of_silence(config, reading);
}

Loaded only(Complaint complaint) {
    return {std::nullopt, {std::move(complaint)}, {}};
}

}  // namespace

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
