#include "config/tone_folder.hpp"

#include "config/mapped_file.hpp"
#include "tone/shipped.hpp"

#include <algorithm>
#include <filesystem>
#include <optional>
#include <utility>

namespace rw::config {
namespace {

using ReadRules = std::vector<tone::RuleFault> (*)(std::string_view, std::string const&, tone::RuleSet&);

class FromFolder {
public:
    explicit FromFolder(std::string folder) : folder_{std::move(folder)} {}

    FolderJudge judge() && {
        if (!std::filesystem::is_directory(folder_)) {
            complain(folder_, "is no folder, expected one with rules or a model");
            return std::move(made_);
        }
        take_rules("fan.toml", tone::shipped::fan_rules(), tone::read_fan_rules);
        take_rules("reply.toml", tone::shipped::reply_rules(), tone::read_reply_rules);
        take_rules("concepts.toml", tone::shipped::concepts(), tone::read_concepts);
        take_model();
        if (made_.complaints.empty() && own_ == 0)
            complain(folder_, "has none of fan.toml, reply.toml, concepts.toml and model.bin");
        if (made_.complaints.empty()) make();
        return std::move(made_);
    }

private:
    void complain(std::string file, std::string what, int line = 1) {
        made_.complaints.push_back(
            {std::move(file), static_cast<std::size_t>(std::max(line, 1)), 1, std::move(what)});
    }
    void complain_of(std::vector<tone::RuleFault> const& faults) {
        for (auto const& fault : faults)
            complain(folder_ + "/" + fault.file, fault.what, fault.line);
    }
    /// Nothing when there is no such file.
    std::optional<MappedFile> file(std::string const& name) {
        auto const path = folder_ + "/" + name;
        auto mapped = map_file(path);
        if (!mapped) {
            if (mapped.error().kind != Fault::gone) complain(path, "cannot be read: " + mapped.error().doing);
            return std::nullopt;
        }
        ++own_;
        return std::move(*mapped);
    }
    void take_rules(std::string const& name, std::string_view shipped, ReadRules read) {
        auto const own = file(name);
        complain_of(read(own ? own->bytes : shipped, name, data_.rules));
    }
    void take_model() {
        auto own = file("model.bin");
        data_.model = own ? own->bytes : tone::shipped::model();
        if (own) data_.keep = std::move(own->keep);
        auto const looked_at = tone::Model::view(data_.model);
        if (!looked_at) complain(folder_ + "/model.bin", looked_at.error().doing);
    }
    void make() {
        auto made = tone::Judge::make(std::move(data_));
        if (!made) return complain(folder_, made.error().doing);
        complain_of((*made)->try_examples());
        if (made_.complaints.empty()) made_.judge = std::move(*made);
    }

    std::string folder_;
    tone::Judge::Data data_;
    FolderJudge made_;
    int own_ = 0;
};

}  // namespace

FolderJudge judge_from(std::string const& folder) {
    return FromFolder{folder}.judge();
}

}  // namespace rw::config
