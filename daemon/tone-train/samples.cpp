#include "tone-train/samples.hpp"

#include "core/text.hpp"

#include <rapidjson/document.h>

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <sstream>

namespace rw::lab {
namespace {

using Value = rapidjson::Value;

Failure wrong(std::string what) {
    return Failure{Fault::bad_input, std::move(what)};
}

std::string text_in(Value const& object, char const* name) {
    auto const found = object.FindMember(name);
    if (found == object.MemberEnd() || !found->value.IsString()) return {};
    return to_utf8({found->value.GetString(), found->value.GetStringLength()});
}
std::int64_t number_in(Value const& object, char const* name, std::int64_t fallback) {
    auto const found = object.FindMember(name);
    return found == object.MemberEnd() || !found->value.IsInt64() ? fallback : found->value.GetInt64();
}
bool truth_in(Value const& object, char const* name) {
    auto const found = object.FindMember(name);
    return found != object.MemberEnd() && found->value.IsBool() && found->value.GetBool();
}

template <class Label>
Result<std::uint32_t> labels_in(Value const& object) {
    std::uint32_t labels = 0;
    auto const found = object.FindMember("labels");
    if (found == object.MemberEnd()) return labels;
    if (!found->value.IsArray()) return wrong("labels: expected a list");
    for (auto const& one : found->value.GetArray()) {
        auto const name = one.IsString() ? std::string{one.GetString()} : std::string{};
        auto const label = tone::parse_label<Label>(name);
        if (!label) return wrong("labels: `" + name + "` is none");
        labels |= bit(*label);
    }
    return labels;
}

Result<void> take_fan(Value const& object, Samples& out) {
    FanSample sample;
    sample.id = text_in(object, "id");
    sample.text = text_in(object, "text");
    if (auto const author = object.FindMember("author");
        author != object.MemberEnd() && author->value.IsObject()) {
        sample.followers = number_in(author->value, "followers", -1);
        sample.verified_type = static_cast<int>(number_in(author->value, "verified_type", -1));
    }
    auto const labels = labels_in<tone::FanLabel>(object);
    if (!labels) return labels.error();
    sample.labels = *labels;
    sample.needs_reply = truth_in(object, "needs_reply");
    sample.risk = static_cast<int>(number_in(object, "risk", 0));
    out.fan.push_back(std::move(sample));
    return {};
}

Result<void> take_reply(Value const& object, Samples& out) {
    ReplySample sample;
    sample.id = text_in(object, "id");
    sample.to = text_in(object, "to");
    sample.text = text_in(object, "text");
    sample.style = text_in(object, "style") == "playful" ? tone::Style::playful : tone::Style::plain;
    auto const labels = labels_in<tone::ReplyLabel>(object);
    if (!labels) return labels.error();
    sample.labels = *labels;
    sample.misstep = truth_in(object, "misstep");
    sample.severity = static_cast<int>(number_in(object, "severity", 0));
    out.reply.push_back(std::move(sample));
    return {};
}

Result<void> take(std::string_view line, Samples& out) {
    rapidjson::Document document;
    document.Parse(line.data(), line.size());
    if (document.HasParseError() || !document.IsObject()) return wrong("expected a JSON object");
    auto const side = text_in(document, "side");
    if (side == "fan") return take_fan(document, out);
    if (side == "reply") return take_reply(document, out);
    return wrong("side: expected fan or reply");
}

Result<std::string> contents(std::filesystem::path const& path) {
    std::ifstream file{path, std::ios::binary};
    if (!file) return wrong(path.string() + " cannot be read");
    return std::string{std::istreambuf_iterator<char>{file}, {}};
}

}  // namespace

Result<void> read_samples(std::string_view lines, std::string const& name, Samples& out) {
    for (int number = 1; !lines.empty(); ++number) {
        auto const end = std::min(lines.find('\n'), lines.size());
        auto const line = lines.substr(0, end);
        lines.remove_prefix(std::min(end + 1, lines.size()));
        if (line.empty()) continue;
        auto taken = take(line, out);
        if (!taken) return while_doing(name + ":" + std::to_string(number), taken.error());
    }
    return {};
}

Result<Samples> load_samples(std::string const& path) {
    std::vector<std::filesystem::path> files;
    if (std::filesystem::is_directory(path)) {
        for (auto const& entry : std::filesystem::directory_iterator{path}) {
            if (entry.path().extension() == ".jsonl") files.push_back(entry.path());
        }
        std::ranges::sort(files);
    } else {
        files.emplace_back(path);
    }
    Samples samples;
    for (auto const& file : files) {
        auto const text = contents(file);
        if (!text) return text.error();
        auto const read = read_samples(*text, file.filename().string(), samples);
        if (!read) return read.error();
    }
    return samples;
}

void add_cases(Samples& samples, Samples cases, double weight) {
    auto const add = [weight](auto& to, auto& from) {
        for (auto& one : from) {
            one.weight = weight;
            to.push_back(std::move(one));
        }
    };
    add(samples.fan, cases.fan);
    add(samples.reply, cases.reply);
}

Result<std::vector<FanSample>> load_cold(std::string const& path) {
    auto const text = contents(path);
    if (!text) return text.error();
    std::istringstream lines{*text};
    std::string line;
    std::getline(lines, line);
    auto const header = line.substr(0, line.find_last_not_of('\r') + 1);
    std::vector<FanSample> all;
    auto const columns = std::ranges::count(header, ',');
    auto const label_at = [&] {
        auto const head = header.substr(0, header.find("label"));
        return std::ranges::count(head, ',');
    }();
    while (std::getline(lines, line)) {
        FanSample sample;
        auto rest = std::string_view{line};
        for (long column = 0; column <= columns; ++column) {
            bool const last = column == columns;
            auto const end = last ? rest.size() : std::min(rest.find(','), rest.size());
            auto const field = rest.substr(0, end);
            if (column == label_at) sample.labels = field.starts_with('1') ? bit(tone::FanLabel::abuse) : 0;
            if (last) sample.text = to_utf8(trim(field));
            rest.remove_prefix(std::min(end + 1, rest.size()));
        }
        all.push_back(std::move(sample));
    }
    return all;
}

}  // namespace rw::lab
