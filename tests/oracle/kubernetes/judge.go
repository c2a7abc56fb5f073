// Command judge says what the Kubernetes API has against manifests: its own decoding, defaulting
// and validation, without a server. It reads a JSON array of YAML texts and writes for each an
// array of "FIELD: TYPE" strings; get_kubernetes.py builds it within the sources of Kubernetes.
package main

import (
	"bufio"
	"bytes"
	"encoding/json"
	"fmt"
	"os"

	"k8s.io/apimachinery/pkg/api/meta"
	metav1 "k8s.io/apimachinery/pkg/apis/meta/v1"
	"k8s.io/apimachinery/pkg/runtime"
	"k8s.io/apimachinery/pkg/runtime/schema"
	utilnet "k8s.io/apimachinery/pkg/util/net"
	"k8s.io/apimachinery/pkg/util/validation/field"
	yamlutil "k8s.io/apimachinery/pkg/util/yaml"
	"k8s.io/kubernetes/pkg/api/legacyscheme"
	"k8s.io/kubernetes/pkg/apis/apps"
	_ "k8s.io/kubernetes/pkg/apis/apps/install"
	appsvalidation "k8s.io/kubernetes/pkg/apis/apps/validation"
	"k8s.io/kubernetes/pkg/apis/batch"
	_ "k8s.io/kubernetes/pkg/apis/batch/install"
	batchvalidation "k8s.io/kubernetes/pkg/apis/batch/validation"
	"k8s.io/kubernetes/pkg/apis/core"
	_ "k8s.io/kubernetes/pkg/apis/core/install"
	corevalidation "k8s.io/kubernetes/pkg/apis/core/validation"
	"k8s.io/kubernetes/pkg/apis/networking"
	_ "k8s.io/kubernetes/pkg/apis/networking/install"
	netvalidation "k8s.io/kubernetes/pkg/apis/networking/validation"
	"k8s.io/kubernetes/pkg/registry/core/service/portallocator"
	"sigs.k8s.io/yaml"
)

func main() {
	var texts []string
	if err := json.NewDecoder(os.Stdin).Decode(&texts); err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
	answers := make([][]string, len(texts))
	for i, text := range texts {
		answers[i] = judge(text)
	}
	json.NewEncoder(os.Stdout).Encode(answers)
}

func judge(text string) []string {
	found := []string{}
	reader := yamlutil.NewYAMLReader(bufio.NewReader(bytes.NewReader([]byte(text))))
	for {
		document, err := reader.Read()
		if err != nil {
			return found
		}
		found = append(found, judgeObject(document)...)
	}
}

func judgeObject(document []byte) []string {
	written, err := yaml.YAMLToJSON(document)
	if err != nil {
		return []string{"yaml: " + err.Error()}
	}
	object, kind, err := legacyscheme.Codecs.UniversalDecoder().Decode(written, nil, nil)
	if err != nil {
		return []string{"decode"}
	}
	if about, err := meta.Accessor(object); err == nil && about.GetNamespace() == "" {
		about.SetNamespace("default") // as a request does
	}
	found := []string{}
	for _, each := range validate(object, kind.GroupVersion()) {
		found = append(found, fmt.Sprintf("%s: %s", each.Field, each.Type))
	}
	return found
}

func validate(object runtime.Object, version schema.GroupVersion) field.ErrorList {
	options := corevalidation.PodValidationOptions{}
	switch it := object.(type) {
	case *core.Service:
		return append(corevalidation.ValidateService(it), nodePorts(it)...)
	case *core.Pod:
		return corevalidation.ValidatePodCreate(it, options)
	case *core.ReplicationController:
		return corevalidation.ValidateReplicationController(it, options)
	case *apps.Deployment:
		return appsvalidation.ValidateDeployment(it, options)
	case *apps.ReplicaSet:
		return appsvalidation.ValidateReplicaSet(it, options)
	case *apps.DaemonSet:
		return appsvalidation.ValidateDaemonSet(it, options)
	case *apps.StatefulSet:
		// What it leaves unchecked is refused of each of its pods.
		path := field.NewPath("spec").Child("template")
		pods := corevalidation.ValidatePodTemplateSpec(&it.Spec.Template, path, options)
		return append(appsvalidation.ValidateStatefulSet(it), pods...)
	case *batch.Job:
		// The selector is made when a Job is created.
		manual := true
		it.Spec.ManualSelector = &manual
		it.Spec.Template.Labels = map[string]string{"app": "shop"}
		it.Spec.Selector = &metav1.LabelSelector{MatchLabels: it.Spec.Template.Labels}
		return batchvalidation.ValidateJob(it, options)
	case *batch.CronJob:
		return batchvalidation.ValidateCronJob(it, options)
	case *networking.Ingress:
		return netvalidation.ValidateIngressCreate(it, version)
	case *networking.NetworkPolicy:
		return netvalidation.ValidateNetworkPolicy(it)
	}
	return nil
}

// nodePorts asks the allocator with the API server's default range.
func nodePorts(service *core.Service) field.ErrorList {
	found := field.ErrorList{}
	kind := service.Spec.Type
	if kind != core.ServiceTypeNodePort && kind != core.ServiceTypeLoadBalancer {
		return found
	}
	for i, port := range service.Spec.Ports {
		if port.NodePort == 0 {
			continue
		}
		usual := *utilnet.ParsePortRangeOrDie("30000-32767")
		allocator, err := portallocator.NewPortAllocator(usual)
		if err == nil {
			err = allocator.Allocate(int(port.NodePort))
		}
		if err != nil {
			path := field.NewPath("spec").Child("ports").Index(i).Child("nodePort")
			found = append(found, field.Invalid(path, port.NodePort, err.Error()))
		}
	}
	return found
}
