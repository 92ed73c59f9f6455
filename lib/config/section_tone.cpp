// How words are judged: rules and a model of one's own, and how far an account leans.
#include "config/section_tone.hpp"
#include "config/chapter.hpp"
#include "config/tone_folder.hpp"

#include <utility>

namespace rw::config {
namespace {

Kind<std::shared_ptr<tone::Judge const>> judge_of_folder() {
    using Made = std::shared_ptr<tone::Judge const>;
    auto read = [](Node const& node, Reading& reading) -> std::optional<Made> {
        if (!is_a(Node::Type::text, node, reading, "the path of a folder")) return std::nullopt;
        if (node.text.empty()) return Made{};
        auto const place = reading.place_of(node.text);
        if (!place) {
            reading.complain(node.at, place.error().doing);
            return std::nullopt;
        }
        auto made = judge_from(*place);
        if (!made.complaints.empty())
            reading.complain(node.at, "`" + *place + "` cannot be used, as is said there");
        for (auto& complaint : made.complaints)
            reading.complain_of(std::move(complaint));
        return made.judge;
    };
    return {"path or empty", read, [](Made const&) { return std::string{"\"\""}; }};
}

template <class Label>
std::vector<std::string> label_names(std::size_t count) {
    std::vector<std::string> names;
    names.reserve(count);
    for (std::size_t at = 0; at < count; ++at)
        names.emplace_back(to_text(static_cast<Label>(at)));
    return names;
}

/// `{ sarcasm = 10, legal = -10 }`
template <class Label>
Kind<std::vector<std::pair<Label, float>>> leanings(std::size_t count) {
    using All = std::vector<std::pair<Label, float>>;
    auto const known = label_names<Label>(count);
    auto const points = number(-50, 50);
    auto read = [known, points](Node const& node, Reading& reading) -> std::optional<All> {
        if (!is_a(Node::Type::table, node, reading, "a table such as { " + known.front() + " = 10 }"))
            return std::nullopt;
        std::vector<Known> keys;
        keys.reserve(known.size());
        for (auto const& name : known)
            keys.push_back({name, Need::optional, false});
        if (!check_keys(node, keys, reading)) return std::nullopt;
        All all;
        for (auto const& entry : node.entries) {
            auto const label = tone::parse_label<Label>(entry.key);
            if (!label) continue;
            Reading::Within const within{reading, entry.key};
            if (auto const by = points.read(entry.value, reading))
                all.emplace_back(*label, static_cast<float>(*by) / 100);
        }
        return all;
    };
    return {"table of integers from -50 to 50", read, [](All const&) { return std::string{"{}"}; }};
}

}  // namespace

Fields<tone::Leanings> threshold_fields() {
    using tone::Leanings;
    return {
        field(&Leanings::fan, {"fan", "By label of fans' messages, such as `sarcasm = 10`."},
              leanings<tone::FanLabel>(tone::fan_label_count)),
        field(&Leanings::reply, {"reply", "By label of replies, such as `officialese = -5`."},
              leanings<tone::ReplyLabel>(tone::reply_label_count)),
    };
}

Chapter tone_chapter() {
    Fields<Tone> const fields{
        field(
            &Tone::judge,
            {"folder",
             "Folder with rules and a model of your own: any of `fan.toml`, `reply.toml`, `concepts.toml`, "
             "`model.bin` (as `tone-train` writes it). What it does not have is the shipped; empty: all is."},
            judge_of_folder()),
    };
    return section<Tone>({"tone", "How words are judged."}, fields,
                         [](Config& config) -> Tone& { return config.tone; });
}

}  // namespace rw::config
