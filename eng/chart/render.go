package main

import (
	"fmt"
	"path"
	"sort"
	"strings"
	"text/template"
)

const (
	notesFile = "templates/NOTES.txt"
	// The newest minor that is tested; a template may ask for it.
	kubeVersion = "v1.33.0"
)

func render(c *chart, values map[string]interface{}, release, namespace string, notes bool) (string, error) {
	set := template.New("chart").Option("missingkey=zero")
	set.Funcs(functions(set))
	names := make([]string, 0, len(c.templates))
	for name := range c.templates {
		names = append(names, name)
	}
	sort.Strings(names)
	for _, name := range names {
		if _, err := set.New(name).Parse(c.templates[name]); err != nil {
			return "", err
		}
	}

	var all strings.Builder
	for _, name := range names {
		if strings.HasPrefix(path.Base(name), "_") || (name == notesFile) != notes {
			continue
		}
		var out strings.Builder
		if err := set.ExecuteTemplate(&out, name, scope(c, values, release, namespace, name)); err != nil {
			return "", err
		}
		// What helm prints for a value that is not there.
		text := strings.TrimSpace(strings.ReplaceAll(out.String(), "<no value>", ""))
		if notes {
			return text + "\n", nil
		}
		if text != "" {
			fmt.Fprintf(&all, "---\n# Source: %s/%s\n%s\n", c.metadata["name"], name, strings.TrimPrefix(text, "---\n"))
		}
	}
	return all.String(), nil
}

func scope(c *chart, values map[string]interface{}, release, namespace, name string) map[string]interface{} {
	metadata := map[string]interface{}{}
	for key, value := range c.metadata {
		metadata[strings.ToUpper(key[:1])+key[1:]] = value
	}
	return map[string]interface{}{
		"Values": values,
		"Chart":  metadata,
		"Files":  files(c.files),
		"Release": map[string]interface{}{
			"Name": release, "Namespace": namespace, "Service": "Helm", "Revision": 1, "IsInstall": true, "IsUpgrade": false,
		},
		"Capabilities": map[string]interface{}{
			"KubeVersion": map[string]interface{}{"Version": kubeVersion, "GitVersion": kubeVersion, "Major": "1", "Minor": "33"},
			"APIVersions": apiVersions{},
		},
		"Template": map[string]interface{}{"Name": name, "BasePath": "templates"},
	}
}

type apiVersions struct{}

// Has answers as helm does without a cluster: only what every server has.
func (apiVersions) Has(name string) bool {
	return !strings.Contains(name, ".") || strings.HasSuffix(name, ".k8s.io/v1")
}
