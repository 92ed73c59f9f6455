// An Asio object that may be held longer than its loop lives. Only for the .cpp files of `net`.
#pragma once

#include <boost/asio/execution_context.hpp>

#include <functional>
#include <memory>
#include <optional>
#include <utility>
#include <vector>

namespace rw::net {

/// Ends the objects of a context when the context ends, while its services are still there.
class TiedObjects final : public boost::asio::execution_context::service {
public:
    using key_type = TiedObjects;
    inline static boost::asio::execution_context::id id;

    explicit TiedObjects(boost::asio::execution_context& context) : service{context} {}

    void add(std::weak_ptr<void> alive, std::function<void()> end) {
        if (objects_.size() >= prune_at_) {
            std::erase_if(objects_, [](Object const& object) { return object.alive.expired(); });
            prune_at_ = objects_.size() * 2 + 64;
        }
        objects_.push_back({std::move(alive), std::move(end)});
    }

private:
    struct Object {
        std::weak_ptr<void> alive;
        std::function<void()> end;
    };
    void shutdown() override {
        for (auto& object : objects_) {
            if (auto const alive = object.alive.lock()) object.end();
        }
        objects_.clear();
    }

    std::vector<Object> objects_;
    std::size_t prune_at_ = 64;
};

/// Holds a socket or an acceptor; empty once its loop has ended.
template <class T>
class Tied {
public:
    explicit Tied(T object) : box_{std::make_shared<std::optional<T>>(std::move(object))} {
        auto& context = boost::asio::query((*box_)->get_executor(), boost::asio::execution::context);
        auto* const box = box_.get();
        boost::asio::use_service<TiedObjects>(context).add(box_, [box] { box->reset(); });
    }

    explicit operator bool() const { return box_->has_value(); }
    T& operator*() { return **box_; }
    T* operator->() { return &**box_; }

private:
    std::shared_ptr<std::optional<T>> box_;
};

}  // namespace rw::net
